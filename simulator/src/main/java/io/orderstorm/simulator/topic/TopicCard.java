package io.orderstorm.simulator.topic;

import java.time.Duration;

/**
 * What is agreed about a topic.
 *
 * @param owner the one team that owns it
 * @param runbook what to do when something is wrong with it
 * @param compatibility the rule that new schema versions obey
 */
public record TopicCard(
    String topic, String owner, String runbook, Duration retention, String compatibility) {

  public TopicCard {
    if (owner.isBlank() || runbook.isBlank()) {
      throw new IllegalArgumentException(topic + " must name its owner and its runbook");
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(topic + " must be kept for some time, not " + retention);
    }
  }
}
