package io.orderstorm.report.analysis;

/** How many moments lie in the trailing second of each tick of {@link Violations#TICK}. */
final class TickCounts {

  private static final int WINDOW = 20;

  private final long start;
  private final long[] counts;
  private boolean summed;

  /**
   * Creates counts of nothing.
   *
   * @param start the moment of tick 0
   */
  TickCounts(long start, int ticks) {
    this.start = start;
    this.counts = new long[ticks + WINDOW + 1];
  }

  /** Counts a moment; {@link StageInputs#NEVER} is none. */
  void add(long time) {
    if (time != StageInputs.NEVER) {
      long tick = Math.floorDiv(time - start + Violations.TICK - 1, Violations.TICK);
      counts[(int) Math.max(0, Math.min(counts.length - 1, tick + WINDOW))]++;
    }
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
