package io.orderstorm.scenario.child;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Notices when this host's wall clock steps against its monotonic one: records that brokers stamp
 * before and after a step can't be compared. Slewing, half a millisecond a second at most, is none.
 * For one thread.
 */
public final class ClockMeter {

  /** Less is what two looks at two clocks may differ by. */
  private static final long LEAST_STEP_NANOS = 20_000_000;

  /** Between both looks at the monotonic clock; longer, and the thread was held up in between. */
  private static final long QUICK_NANOS = 1_000_000;

  private static final int TRIES = 5;

  private final LongSupplier wallNanos;
  private final LongSupplier monotonicNanos;
  private OptionalLong apart = OptionalLong.empty();

  /** Watches the clocks of this host. */
  public ClockMeter() {
    this(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime);
  }

  ClockMeter(LongSupplier wallNanos, LongSupplier monotonicNanos) {
    this.wallNanos = wallNanos;
    this.monotonicNanos = monotonicNanos;
  }

  /**
   * By how many milliseconds the wall clock has stepped since the last look; empty if it has not.
   */
  public OptionalLong stepMillis() {
    OptionalLong now = look();
    OptionalLong before = apart;
    if (now.isEmpty()) {
      return OptionalLong.empty();
    }
    apart = now;
    long step = before.isEmpty() ? 0 : now.getAsLong() - before.getAsLong();
    return Math.abs(step) < LEAST_STEP_NANOS
        ? OptionalLong.empty()
        : OptionalLong.of(step / 1_000_000);
  }

  /** How far both clocks are apart; empty if the thread was held up whenever it looked. */
  private OptionalLong look() {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      long before = monotonicNanos.getAsLong();
      long wall = wallNanos.getAsLong();
      if (monotonicNanos.getAsLong() - before < QUICK_NANOS) {
        return OptionalLong.of(wall - before);
      }
    }
    return OptionalLong.empty();
  }
}
