package io.orderstorm.scenario.compare;

import org.jspecify.annotations.Nullable;

/**
 * A figure of both runs.
 *
 * @param unit {@code ms}, {@code s}, {@code /s} or empty for a count
 * @param base null if the run has none
 * @param with null if the run has none
 */
public record Figure(String name, String unit, @Nullable Double base, @Nullable Double with) {

  /** What the second run has more than the first; null unless both have the figure. */
  public @Nullable Double difference() {
    return base == null || with == null ? null : with - base;
  }

  /** The difference as a share of the first; null if there is none, or the first is 0. */
  public @Nullable Double share() {
    Double difference = difference();
    return difference == null || base == null || base == 0 ? null : difference / base;
  }
}
