package io.orderstorm.report.analysis;

/** How many moments lie in each second of the load. */
final class SecondCounts {

  private static final long SECOND = 1_000_000_000L;

  private final long start;
  private final long[] counts;

  SecondCounts(Clock clock) {
    this.start = clock.loadStart();
    this.counts = new long[(int) Math.max(0, (clock.loadEnd() - start) / SECOND + 1)];
  }

  void add(long time) {
    long second = Math.floorDiv(time - start, SECOND);
    if (second >= 0 && second < counts.length) {
      counts[(int) second]++;
    }
  }

  /** How many lie in some seconds, from a second on. */
  long in(int second, int seconds) {
    long sum = 0;
    for (int s = second; s < Math.min(counts.length, second + seconds); s++) {
      sum += counts[s];
    }
    return sum;
  }
}
