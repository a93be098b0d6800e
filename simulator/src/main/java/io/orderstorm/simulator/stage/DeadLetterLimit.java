package io.orderstorm.simulator.stage;

import java.time.Duration;

/**
 * How many dead letters a stage makes before it stops to wait for somebody to look: better lag,
 * which drains, than a queue of sound events that have to be told from poison one by one.
 *
 * @param share of the last events that may be given up; above it the stage pauses
 * @param over how many events that is counted over; fewer tell nothing
 * @param pause how long it pauses; then it tries again, and counts anew
 */
public record DeadLetterLimit(double share, int over, Duration pause) {

  public DeadLetterLimit {
    if (!(share > 0 && share < 1) || over < 1 || pause.isNegative() || pause.isZero()) {
      throw new IllegalArgumentException(
          "a limit of dead letters is a share between 0 and 1 of 1 or more events, with a pause"
              + " above 0, but is "
              + share
              + " of "
              + over
              + " with "
              + pause);
    }
  }
}
