package io.orderstorm.report.canary;

import java.util.Locale;

/**
 * A candidate's share of the keys was changed.
 *
 * @param from share before, from 0 to 1
 * @param to share from now on
 * @param sinceNanos when the step that this ends began; 0 if there was none
 * @param throughNanos events up to then were taken into account
 * @param stable events of the stable version that were
 * @param candidate events of the candidate that were
 * @param reason in a sentence
 */
public record CanaryChange(
    Kind kind,
    double from,
    double to,
    long sinceNanos,
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
