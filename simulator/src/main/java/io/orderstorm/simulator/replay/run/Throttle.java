package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.Guard;

/**
 * How much of its ceiling a replay may use, by the live path: half as much with every look that
 * finds it pressed, nothing after four of them, and twice as much again with every look that finds
 * it eased. Between the two nothing changes, so it does not swing. Immutable.
 *
 * @param step 0 for all, {@link #PAUSED} for nothing
 */
record Throttle(int step) {

  static final Throttle OPEN = new Throttle(0);
  static final int PAUSED = 4;

  /** What follows from one look at the live path. */
  Throttle after(LivePath seen, Guard guard) {
    if (seen.isPressed(guard)) {
      return new Throttle(Math.min(PAUSED, step + 1));
    }
    return seen.isEased(guard) ? new Throttle(Math.max(0, step - 1)) : this;
  }

  /** The live path can't be seen: nothing is safe. */
  Throttle blind() {
    return new Throttle(PAUSED);
  }

  boolean isPaused() {
    return step == PAUSED;
  }

  /** The part of the ceiling, 1 to 0. */
  double share() {
    return isPaused() ? 0 : 1.0 / (1 << step);
  }
}
