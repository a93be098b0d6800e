package io.orderstorm.simulator.downstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3) in its form of seconds. */
final class RetryAfter {

  /** A service that asks for more has made a mistake, and must not stop a key for ever. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** How long to wait; zero if the header is missing, a date or nothing that makes sense. */
  static Duration of(@Nullable String header) {
    if (header == null || !header.matches("\\d{1,9}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(header));
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
