package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventHeaders;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * What an injected record does to whoever handles it. It stands in for content that has such an
 * effect in the real world: a regular expression that never ends, a number that a native library
 * trips over. Only records that a message fault added can have one.
 */
public final class PoisonMark {

  /** With this exit status a process ends when it handles crash poison. */
  public static final int CRASHED = 86;

  private static final String CRASH = "crash";
  private static final String SLOW = "slow ";

  private PoisonMark() {}

  /** The mark of a record that kills its consumer's process. */
  public static String crash() {
    return CRASH;
  }

  /** The mark of a record with which the stage's service needs so long. */
  public static String slow(Duration takes) {
    return SLOW + takes.toMillis();
  }

  /** Ends the process at once, without any farewell, if the record is crash poison. */
  static void mayCrash(Headers headers) {
    if (of(headers).filter(CRASH::equals).isPresent()) {
      Runtime.getRuntime().halt(CRASHED);
    }
  }

  /** How long the service needs with the record at least; zero for all but slow poison. */
  static Duration takes(Headers headers) {
    return of(headers)
        .filter(mark -> mark.startsWith(SLOW))
        .map(mark -> Duration.ofMillis(Long.parseLong(mark, SLOW.length(), mark.length(), 10)))
        .orElse(Duration.ZERO);
  }

  private static Optional<String> of(Headers headers) {
    return EventHeaders.text(headers, EventHeaders.INJECTED).isEmpty()
        ? Optional.empty()
        : EventHeaders.text(headers, EventHeaders.POISON);
  }
}
