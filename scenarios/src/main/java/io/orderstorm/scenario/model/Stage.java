package io.orderstorm.scenario.model;

import java.time.Duration;

/**
 * One consumer group of the pipeline.
 *
 * @param name also its consumer group's name
 * @param session a consumer that is silent for so long is dead, and others take over
 */
public record Stage(
    String name,
    int consumers,
    Downstream downstream,
    Retry retry,
    OnOutage onOutage,
    Duration session) {

  /**
   * What happens to an event whose call failed retriably.
   *
   * @param attempts how often it is tried in all
   * @param firstBackoff the wait before the second attempt; it doubles
   * @param lastBackoff the longest wait
   */
  public record Retry(int attempts, Duration firstBackoff, Duration lastBackoff) {}

  /** What a stage does while its downstream is out. */
  public enum OnOutage {
    PAUSE,
    RETRY,
    DEAD_LETTER
  }
}
