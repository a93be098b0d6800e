package io.orderstorm.simulator.stage;

import java.time.Duration;

/**
 * How often and when an event is tried again.
 *
 * @param attempts all of them, the first included
 * @param firstBackoff wait after the first failure; it doubles with every further one
 * @param longestBackoff where doubling ends
 */
public record RetryPolicy(int attempts, Duration firstBackoff, Duration longestBackoff) {

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
    }
    if (firstBackoff.isNegative() || longestBackoff.compareTo(firstBackoff) < 0) {
      throw new IllegalArgumentException(
          "backoff must rise from 0 or more, not from " + firstBackoff + " to " + longestBackoff);
    }
  }

  /** Wait before the next attempt when {@code used} have been used up. */
  Duration backoff(int used) {
    long factor = 1L << Math.min(Math.max(used, 1) - 1, 20);
    Duration wait = firstBackoff.multipliedBy(factor);
    return wait.compareTo(longestBackoff) < 0 ? wait : longestBackoff;
  }
}
