package io.orderstorm.report.analysis;

import java.util.Map;
import java.util.TreeMap;

/**
 * Steps of the brokers' wall clock, seen in the least time from append to receive of each 5 s. A
 * late observer has some records that it saw at once; a clock that was set back makes all of them
 * look late, from then on.
 */
final class ClockSteps {

  /** Whether brokers may have been away within a span of time. */
  @FunctionalInterface
  interface Away {
    boolean within(long from, long to);
  }

  private static final long WINDOW = 5_000_000_000L;
  private static final double MS = 1e6;

  private ClockSteps() {}

  /** The largest rise of the least delay that lasted to the end of the run; at least 0. */
  static double largestMs(EventTable events, Clock clock, Away away) {
    Map<Long, Long> least = new TreeMap<>();
    for (int row = 0; row < events.rows(); row++) {
      long append = events.appendMillis(row) * 1_000_000L;
      long received = events.received(row);
      if (received >= clock.warmupEnd() && !away.within(append, received)) {
        long window = Math.floorDiv(received - clock.loadStart(), WINDOW);
        least.merge(window, received - append, Math::min);
      }
    }
    return largest(least.values().stream().mapToLong(v -> v).toArray()) / MS;
  }

  /** The most by which every later value lies above every earlier one. */
  static long largest(long[] least) {
    long[] restLeast = least.clone();
    for (int i = least.length - 2; i >= 0; i--) {
      restLeast[i] = Math.min(restLeast[i], restLeast[i + 1]);
    }
    long most = 0;
    long highest = Long.MIN_VALUE;
    for (int i = 0; i + 1 < least.length; i++) {
      highest = Math.max(highest, least[i]);
      most = Math.max(most, restLeast[i + 1] - highest);
    }
    return most;
  }
}
