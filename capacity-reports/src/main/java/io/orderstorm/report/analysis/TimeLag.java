package io.orderstorm.report.analysis;

import java.util.Arrays;

/**
 * A group's time lag: how old its oldest input without an outcome is at the end of each second. An
 * input is without one from its arrival until the stage ceases to owe one, so what ends in a later
 * second was still open at the end of this: the oldest is the earliest arrival of all that ends
 * later.
 */
final class TimeLag {

  private final Clock clock;

  /** By the second in which inputs end, the earliest arrival among them. */
  private final long[] earliest;

  TimeLag(Clock clock) {
    this.clock = clock;
    this.earliest = new long[clock.seconds() + 1];
    Arrays.fill(earliest, Long.MAX_VALUE);
  }

  /**
   * Looks at an input.
   *
   * @param owedUntil when the stage ceased to owe an outcome; NEVER if it still does
   */
  void see(long arrived, long owedUntil) {
    int ends = owedUntil >= clock.end() ? earliest.length - 1 : clock.second(owedUntil);
    int second = Math.max(0, Math.min(earliest.length - 1, ends));
    earliest[second] = Math.min(earliest[second], arrived);
  }

  /** The age in nanoseconds at the end of each second; 0 where everything had its outcome. */
  long[] perSecond() {
    long[] ages = new long[clock.seconds()];
    long oldest = Long.MAX_VALUE;
    for (int second = ages.length - 1; second >= 0; second--) {
      oldest = Math.min(oldest, earliest[second + 1]);
      ages[second] = oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.endOfSecond(second) - oldest);
    }
    return ages;
  }
}
