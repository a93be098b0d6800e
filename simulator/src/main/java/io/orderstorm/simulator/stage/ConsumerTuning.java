package io.orderstorm.simulator.stage;

import java.time.Duration;

/**
 * How a stage's consumers fetch and how soon their death is noticed.
 *
 * @param fetchMinBytes a fetch answers when this much is there …
 * @param fetchMaxWait … or after this long
 * @param session a consumer that is silent for so long is dead
 * @param heartbeat how often a consumer says that it lives
 * @param buffer deliveries that a consumer has in hand at most before it pauses fetching
 */
public record ConsumerTuning(
    int fetchMinBytes, Duration fetchMaxWait, Duration session, Duration heartbeat, int buffer) {

  public static final ConsumerTuning USUAL =
      new ConsumerTuning(
          1, Duration.ofMillis(20), Duration.ofSeconds(6), Duration.ofMillis(1_500), 500);

  public ConsumerTuning {
    if (fetchMinBytes < 1 || buffer < 1) {
      throw new IllegalArgumentException(
          "fetchMinBytes and buffer must be at least 1, not " + fetchMinBytes + " and " + buffer);
    }
    if (heartbeat.multipliedBy(2).compareTo(session) > 0) {
      throw new IllegalArgumentException(
          "heartbeat must be at most half of session " + session + ", not " + heartbeat);
    }
  }
}
