package io.orderstorm.scenario.engine;

import io.orderstorm.scenario.model.Scaling;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Decides how many consumers a stage should have, from one reading of its group's lag to the next.
 * Belongs to whoever reads the lag; it asks no clock.
 */
final class Autoscaler {

  private static final long NOT_YET = Long.MAX_VALUE;

  private final Scaling scaling;
  private final int least;
  private int consumers;
  private long aboveSince = NOT_YET;
  private long belowSince = NOT_YET;
  private long changedNanos = Long.MIN_VALUE;

  /**
   * @param least the consumers that the stage begins with and never has less of
   */
  Autoscaler(Scaling scaling, int least) {
    this.scaling = scaling;
    this.least = least;
    this.consumers = least;
  }

  /** How many it has asked for so far. */
  int consumers() {
    return consumers;
  }

  /** The lag above which consumers are added. */
  long threshold() {
    return scaling.above();
  }

  /** Takes in a reading; tells the new number of consumers if it is to change. */
  OptionalInt read(long nowNanos, long lag) {
    aboveSince = lag > scaling.above() ? Math.min(aboveSince, nowNanos) : NOT_YET;
    belowSince = lag < scaling.below() ? Math.min(belowSince, nowNanos) : NOT_YET;
    int wanted = consumers;
    if (hasHeld(aboveSince, nowNanos, scaling.holding())) {
      wanted = Math.min(scaling.upTo(), consumers + scaling.step());
    } else if (hasHeld(belowSince, nowNanos, scaling.settled())) {
      wanted = Math.max(least, consumers - scaling.step());
    }
    if (wanted == consumers || !isCool(nowNanos)) {
      return OptionalInt.empty();
    }
    consumers = wanted;
    changedNanos = nowNanos;
    return OptionalInt.of(wanted);
  }

  private static boolean hasHeld(long since, long nowNanos, Duration holding) {
    return since != NOT_YET && nowNanos - since >= holding.toNanos();
  }

  private boolean isCool(long nowNanos) {
    return changedNanos == Long.MIN_VALUE
        || nowNanos - changedNanos >= scaling.cooldown().toNanos();
  }
}
