package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.Ceiling;
import java.util.function.LongSupplier;

/** Holds both bounds of a ceiling, or a part of them. For one thread. */
final class Pace {

  private final Ceiling ceiling;
  private final TokenBucket records;
  private final TokenBucket bytes;
  private double share = 1;

  Pace(Ceiling ceiling, LongSupplier nanoClock) {
    this.ceiling = ceiling;
    this.records = new TokenBucket(ceiling.recordsPerSecond(), Ceiling.BURST_SECONDS, nanoClock);
    this.bytes =
        new TokenBucket((double) ceiling.bytesPerSecond(), Ceiling.BURST_SECONDS, nanoClock);
  }

  /** Goes on at a part of the ceiling, above 0 and up to 1. */
  void share(double newShare) {
    if (newShare != share) {
      share = newShare;
      records.rate(ceiling.recordsPerSecond() * share);
      bytes.rate((double) ceiling.bytesPerSecond() * share);
    }
  }

  /**
   * Nanoseconds until a record of this size may go; 0 if it may now, and then it counts as gone.
   */
  long waitNanos(long size) {
    long wait = Math.max(records.waitNanos(1), bytes.waitNanos((double) size));
    if (wait == 0) {
      records.take(1);
      bytes.take((double) size);
    }
    return wait;
  }
}
