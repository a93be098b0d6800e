package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.Optional;

/**
 * One consumer group of the pipeline.
 *
 * @param name also its consumer group's name
 * @param buffer deliveries that a consumer has in hand at most before it pauses fetching
 * @param scaling how its consumers are scaled; empty for a fixed number
 * @param deadLetterLimit when it pauses instead of giving up more events; empty for never
 * @param session a consumer that is silent for so long is dead, and others take over
 */
public record Stage(
    String name,
    int consumers,
    Downstream downstream,
    Retry retry,
    OnOutage onOutage,
    Batch batch,
    int buffer,
    Optional<Scaling> scaling,
    Duration session,
    Optional<DeadLetterLimit> deadLetterLimit) {

  /**
   * What happens to an event whose call failed retriably.
   *
   * @param attempts how often it is tried in all
   * @param firstBackoff the wait before the second attempt; it doubles
   * @param lastBackoff the longest wait
   */
  public record Retry(int attempts, Duration firstBackoff, Duration lastBackoff) {}

  /**
   * How a stage trades latency for fewer requests. Each of its waits is part of every order's
   * latency, and each request that it saves is throughput.
   *
   * @param fetchMinBytes a fetch answers when this much is there …
   * @param fetchMaxWait … or after this long
   * @param gather how long deliveries may wait for others to share a question to the store and a
   *     transaction
   * @param linger how long outcomes may wait for others on their way to the broker
   * @param underLag what changes while the group lags; empty for nothing
   */
  public record Batch(
      int fetchMinBytes,
      Duration fetchMaxWait,
      Duration gather,
      Duration linger,
      Optional<UnderLag> underLag) {

    /** Large: a laptop carries four times as many orders with it as without. */
    public static final Batch USUAL =
        new Batch(
            64 * 1024,
            Duration.ofMillis(80),
            Duration.ofMillis(20),
            Duration.ofMillis(30),
            Optional.empty());
  }

  /**
   * Larger batches while the group lags by more than so many records, until it lags by less than
   * half of them.
   */
  public record UnderLag(long above, Duration gather) {}

  /**
   * More than this share of the last events given up: the stage pauses for a while.
   *
   * @param over how many events it is counted over
   */
  public record DeadLetterLimit(double share, int over, Duration pause) {}

  /** What a stage does while its downstream is out. */
  public enum OnOutage {
    PAUSE,
    RETRY,
    DEAD_LETTER
  }
}
