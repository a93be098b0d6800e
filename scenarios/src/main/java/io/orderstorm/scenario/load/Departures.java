package io.orderstorm.scenario.load;

/**
 * The moments at which orders are meant to leave, ascending. Latency is counted from these, so a
 * stalled producer shows up as latency. Not thread-safe.
 */
@FunctionalInterface
public interface Departures {

  /** What {@link #nextNanos()} returns when no more orders leave. */
  long END = Long.MAX_VALUE;

  /** The next order's moment in nanoseconds since the load began, or {@link #END}. */
  long nextNanos();
}
