package io.orderstorm.simulator.time;

import java.time.Instant;

/**
 * What time it is in the run. Injected wherever time is read, so that tests can stand still.
 * Thread-safe.
 */
@FunctionalInterface
public interface RunClock {

  /** Nanoseconds since the Unix epoch, never going backwards. */
  long nanos();

  /** The same moment as {@link #nanos()}, for people. */
  default Instant instant() {
    return Instant.ofEpochSecond(0, nanos());
  }
}
