package io.orderstorm.fault.schedule;

import io.orderstorm.fault.DurationText;
import java.time.Duration;

/**
 * A fault that happens several times.
 *
 * @param times how often in all
 * @param every from one beginning to the next; longer than the fault lasts
 */
public record Repeat(int times, Duration every) {

  private static final int MOST = 1_000;

  public Repeat {
    if (times < 2 || times > MOST) {
      throw new IllegalArgumentException(
          "repeat: times lies between 2 and " + MOST + ", but is " + times);
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "repeat: every must be longer than 0, but is " + DurationText.of(every));
    }
  }
}
