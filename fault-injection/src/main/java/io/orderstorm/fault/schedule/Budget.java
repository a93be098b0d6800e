package io.orderstorm.fault.schedule;

import io.orderstorm.fault.DurationText;
import io.orderstorm.fault.Ratio;
import java.time.Duration;

/**
 * How much chaos is allowed.
 *
 * @param faults at most so many in all
 * @param atOnce at most so many stand at the same time
 * @param gap the shortest calm: after the last standing fault is gone, none begins for so long
 * @param share at most this part of the chaos's window is under at least one fault
 */
public record Budget(int faults, int atOnce, Duration gap, Ratio share) {

  private static final int MOST_FAULTS = 1_000;

  public Budget {
    if (faults < 1 || faults > MOST_FAULTS) {
      throw new IllegalArgumentException(
          "budget: faults lies between 1 and " + MOST_FAULTS + ", but is " + faults);
    }
    if (atOnce < 1) {
      throw new IllegalArgumentException("budget: at-once must be at least 1, but is " + atOnce);
    }
    if (gap.isNegative()) {
      throw new IllegalArgumentException(
          "budget: gap must not be negative, but is " + DurationText.of(gap));
    }
    if (share.equals(Ratio.NONE)) {
      throw new IllegalArgumentException("budget: share must be above 0%, or nothing may happen");
    }
  }
}
