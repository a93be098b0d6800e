package io.orderstorm.scenario.drill;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Series;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A part of a run, in run nanos.
 *
 * @param to the first moment that no longer belongs to it
 */
record Window(long from, long to) {

  private static final double NANOS = 1e9;

  /** From one step to a later one; empty if one of them never came. */
  static Optional<Window> between(Optional<RunEvent> from, Optional<RunEvent> to) {
    return from.isPresent() && to.isPresent()
        ? Optional.of(new Window(from.get().timeNanos(), to.get().timeNanos()))
        : Optional.empty();
  }

  boolean holds(long nanos) {
    return from <= nanos && nanos < to;
  }

  double seconds() {
    return (to - from) / NANOS;
  }

  /** The p99 of the orders that were due in it, in milliseconds; empty if none has an outcome. */
  OptionalDouble p99Ms(RunResult result, String stage, long loadStart) {
    return LiveLatency.p99Ms(result, stage, (from - loadStart) / NANOS, (to - loadStart) / NANOS);
  }

  /** The most that any group lagged in it, in records. */
  long peakLag(RunResult result, long loadStart) {
    int first = (int) Math.max(0, (from - loadStart) / (long) NANOS);
    int last = (int) ((to - loadStart) / (long) NANOS);
    long peak = 0;
    for (Series.GroupSeries group : result.series().lag()) {
      List<Long> seconds = group.peakLag();
      for (int second = first; second <= last && second < seconds.size(); second++) {
        peak = Math.max(peak, seconds.get(second));
      }
    }
    return peak;
  }
}
