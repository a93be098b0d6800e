package io.orderstorm.simulator.downstream;

import java.time.Duration;

/**
 * A request that was turned away, with nothing done.
 *
 * @param retryAfter when to come again, in whole seconds; zero if that is not said
 */
record Denial(int status, Duration retryAfter) {
  Denial(int status) {
    this(status, Duration.ZERO);
  }
}
