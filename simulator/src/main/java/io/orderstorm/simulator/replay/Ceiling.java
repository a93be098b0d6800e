package io.orderstorm.simulator.replay;

import java.time.Duration;

/**
 * What a replay may produce at most. Both bounds hold at once, in every 10 s within 5 % (or one
 * record, where that is more).
 *
 * @param recordsPerSecond above 0
 * @param bytesPerSecond above 0; of the copies, their own headers included
 */
public record Ceiling(double recordsPerSecond, long bytesPerSecond) {

  /**
   * How much may be made up for after a stall, in seconds' worth; half of what 5 % of 10 s allows.
   */
  public static final double BURST_SECONDS = 0.25;

  public Ceiling {
    if (!Double.isFinite(recordsPerSecond) || recordsPerSecond <= 0 || bytesPerSecond <= 0) {
      throw new IllegalArgumentException(
          "a ceiling is above 0 records/s and 0 bytes/s, but is "
              + recordsPerSecond
              + " and "
              + bytesPerSecond);
    }
  }

  /** How long so much takes at the least. */
  public Duration lasting(long records, long bytes) {
    double seconds = Math.max(records / recordsPerSecond, (double) bytes / bytesPerSecond);
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  /** The largest record with which the bound on bytes can be held in every window. */
  public long largestRecordBytes() {
    return (long) (bytesPerSecond * BURST_SECONDS);
  }
}
