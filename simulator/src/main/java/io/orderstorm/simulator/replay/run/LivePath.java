package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.Guard;
import java.util.Locale;

/**
 * One look at the live path.
 *
 * @param lag records that the group has yet to read
 * @param due records that the group had to be done with, by the guard's p99, within the last looks
 * @param late those of them that it was not done with when they fell due
 */
record LivePath(long lag, long due, long late) {

  /** One in a hundred may take longer. */
  private static final double ALLOWED = 0.01;

  /** Whether the replay has to make room. */
  boolean isPressed(Guard guard) {
    return lag > guard.lagAbove() || isLate();
  }

  /** Whether there is room for more again: little lag, and nobody was late lately. */
  boolean isEased(Guard guard) {
    return lag <= guard.resumeBelow() && late == 0;
  }

  private boolean isLate() {
    return late > due * ALLOWED;
  }

  /** What was seen, for the audit log. */
  String text(Guard guard) {
    String lagText = "lag of " + guard.group() + " is " + lag;
    return guard.p99Above() == null
        ? lagText
        : String.format(
            Locale.ROOT,
            "%s; of %d records that were due after %d ms, %d were late",
            lagText,
            due,
            guard.p99Above().toMillis(),
            late);
  }
}
