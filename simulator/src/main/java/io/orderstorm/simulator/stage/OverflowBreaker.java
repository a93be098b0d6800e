package io.orderstorm.simulator.stage;

import java.util.BitSet;
import java.util.Optional;

/**
 * Stops a stage that gives up too many of its events, for a while. Counts over the last events that
 * were concluded by any of its consumers; after a pause it counts anew, so each round costs at most
 * as many dead letters as it is counted over, and those that were under way. Thread-safe.
 */
final class OverflowBreaker {

  private final Optional<DeadLetterLimit> limit;
  private final BitSet dead = new BitSet();
  private int next;
  private int seen;
  private volatile boolean open;
  private long untilNanos;

  /** A breaker that never opens if there is no limit. */
  OverflowBreaker(Optional<DeadLetterLimit> limit) {
    this.limit = limit;
  }

  /** Whether nothing is to be begun now. */
  boolean isOpen() {
    return open;
  }

  /**
   * An event was concluded.
   *
   * @param deadLetter whether it was given up
   * @return whether that opened the breaker
   */
  boolean concluded(boolean deadLetter, long nowNanos) {
    return limit.isPresent() && counted(deadLetter, limit.get(), nowNanos);
  }

  private synchronized boolean counted(boolean deadLetter, DeadLetterLimit most, long nowNanos) {
    if (open) {
      return false; // what was under way
    }
    dead.set(next, deadLetter);
    next = (next + 1) % most.over();
    seen = Math.min(most.over(), seen + 1);
    if (seen < most.over() || dead.cardinality() <= most.share() * most.over()) {
      return false;
    }
    open = true;
    untilNanos = nowNanos + most.pause().toNanos();
    return true;
  }

  /** Ends the pause if its time is over; whether it did. */
  boolean ends(long nowNanos) {
    return open && ended(nowNanos);
  }

  private synchronized boolean ended(long nowNanos) {
    if (!open || nowNanos < untilNanos) {
      return false;
    }
    dead.clear();
    next = 0;
    seen = 0;
    open = false;
    return true;
  }
}
