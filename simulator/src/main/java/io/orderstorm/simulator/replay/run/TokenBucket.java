package io.orderstorm.simulator.replay.run;

import java.util.function.LongSupplier;

/**
 * Lets so many units a second through, and never more at once than came in during {@code
 * burstSeconds}. In any window of W seconds at most {@code rate × (W + burst)} pass, and one unit
 * where a burst holds less than one. For one thread.
 */
final class TokenBucket {

  private static final double NANOS = 1e9;

  private final LongSupplier nanoClock;
  private final double capacity;
  private double perSecond;
  private double tokens;
  private long filledNanos;

  TokenBucket(double perSecond, double burstSeconds, LongSupplier nanoClock) {
    this.perSecond = perSecond;
    this.capacity = Math.max(1, perSecond * burstSeconds);
    this.nanoClock = nanoClock;
    this.filledNanos = nanoClock.getAsLong();
    this.tokens = Math.min(1, capacity); // a start is no reason for a burst
  }

  /** Changes the rate; what has come in so far stays. */
  void rate(double newPerSecond) {
    fill();
    perSecond = newPerSecond;
  }

  /**
   * Nanoseconds until so many units may pass; 0 if they may now.
   *
   * @param units no more than a burst holds; more are let through by a full bucket
   */
  long waitNanos(double units) {
    fill();
    double missing = Math.min(units, capacity) - tokens;
    return missing <= 0 ? 0 : Math.max(1, (long) Math.ceil(missing / perSecond * NANOS));
  }

  /** Takes units that pass. */
  void take(double units) {
    tokens -= units;
  }

  private void fill() {
    long now = nanoClock.getAsLong();
    tokens = Math.min(capacity, tokens + (now - filledNanos) / NANOS * perSecond);
    filledNanos = now;
  }
}
