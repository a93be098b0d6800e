package io.orderstorm.report.canary;

import java.util.Locale;

/**
 * A candidate's share of the keys was changed.
 *
 * @param from share before, from 0 to 1
 * @param to share from now on
 * @param byRule whether the plan made it, or else the end of the run
 * @param throughNanos events since the last change and up to then were taken into account
 * @param stable events of the stable version that were
 * @param candidate events of the candidate that were
 * @param reason in a sentence
 */
public record CanaryChange(
    Kind kind,
    double from,
    double to,
    boolean byRule,
    long throughNanos,
    long stable,
    long candidate,
    String reason) {

  /** What it means. */
  public enum Kind {
    STARTED,
    RAISED,
    PROMOTED,
    ROLLED_BACK;

    /** As the run's events write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
