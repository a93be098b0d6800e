package io.orderstorm.fault;

import java.time.Duration;

/** The notation of durations in scenarios and messages. */
public final class DurationText {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private DurationText() {}

  /** {@code 250ms}, {@code 30s}, {@code 1500ms}, {@code 20us}: as a scenario writes it. */
  public static String of(Duration duration) {
    var nanos = duration.toNanos();
    if (nanos % NANOS_PER_SECOND == 0) {
      return nanos / NANOS_PER_SECOND + "s";
    }
    return nanos % NANOS_PER_MILLI == 0 ? nanos / NANOS_PER_MILLI + "ms" : nanos / 1_000 + "us";
  }
}
