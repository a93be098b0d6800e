package io.orderstorm.report.analysis;

/** How many moments lie in the trailing second of each tick of {@link Violations#TICK}. */
final class TickCounts {

  /** Ticks of a second. */
  static final int WINDOW = 20;

  private final long[] counts;
  private boolean summed;

  TickCounts(int ticks) {
    this.counts = new long[ticks + WINDOW + 1];
  }

  /**
   * Counts a moment by the first tick that is not before it: from a second before the first tick to
   * one beyond the last.
   */
  void add(int tick) {
    counts[tick + WINDOW]++;
  }

  /** How many moments lie after the tick a second before, and not after this one. */
  long within(int tick) {
    if (!summed) {
      for (int i = 1; i < counts.length; i++) {
        counts[i] += counts[i - 1];
      }
      summed = true;
    }
    return counts[tick + WINDOW] - counts[tick];
  }
}
