package io.orderstorm.scenario.load;

/**
 * The moments at which orders are meant to leave, ascending. Latency is counted from these, so a
 * stalled producer shows up as latency. Not thread-safe.
 */
@FunctionalInterface
public interface Departures {

  /** What {@link #nextNanos()} returns when no more orders leave. */
  long END = Long.MAX_VALUE;

  /** What {@link #nextNanos()} returns while it is not known yet when the next order leaves. */
  long LATER = END - 1;

  /**
   * The next order's moment in nanoseconds since the load began, {@link #LATER} or {@link #END}.
   */
  long nextNanos();
}
