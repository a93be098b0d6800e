package io.orderstorm.simulator.stage;

import java.time.Duration;

/**
 * How a stage trades latency for fewer requests, and how soon a dead consumer is noticed.
 *
 * @param fetchMinBytes a fetch answers when this much is there …
 * @param fetchMaxWait … or after this long
 * @param session a consumer that is silent for so long is dead
 * @param heartbeat how often a consumer says that it lives
 * @param gather how long deliveries may wait for others, so that one question to the store and one
 *     transaction serve many
 * @param linger how long outcomes may wait for others on their way to the broker
 * @param buffer deliveries that a consumer has in hand at most before it pauses fetching
 */
public record StageTuning(
    int fetchMinBytes,
    Duration fetchMaxWait,
    Duration session,
    Duration heartbeat,
    Duration gather,
    Duration linger,
    int buffer) {

  public static final StageTuning USUAL =
      new StageTuning(
          64 * 1024,
          Duration.ofMillis(80),
          Duration.ofSeconds(6),
          Duration.ofMillis(1_500),
          Duration.ofMillis(20),
          Duration.ofMillis(30),
          500);

  /** The same consumers with other batches. */
  public StageTuning batching(
      int fetchMinBytes, Duration fetchMaxWait, Duration gather, Duration linger) {
    return new StageTuning(fetchMinBytes, fetchMaxWait, session, heartbeat, gather, linger, buffer);
  }

  /** The same with another buffer. */
  public StageTuning withBuffer(int other) {
    return new StageTuning(fetchMinBytes, fetchMaxWait, session, heartbeat, gather, linger, other);
  }

  /** The same with another session; heartbeats come four times in it. */
  public StageTuning withSession(Duration other) {
    return new StageTuning(
        fetchMinBytes, fetchMaxWait, other, other.dividedBy(4), gather, linger, buffer);
  }

  public StageTuning {
    if (fetchMinBytes < 1 || buffer < 1) {
      throw new IllegalArgumentException(
          "fetchMinBytes and buffer must be at least 1, not " + fetchMinBytes + " and " + buffer);
    }
    if (gather.isNegative() || gather.toMillis() > 1_000) {
      throw new IllegalArgumentException("gather must be 0 to 1s, not " + gather);
    }
    if (heartbeat.multipliedBy(2).compareTo(session) > 0) {
      throw new IllegalArgumentException(
          "heartbeat must be at most half of session " + session + ", not " + heartbeat);
    }
  }
}
