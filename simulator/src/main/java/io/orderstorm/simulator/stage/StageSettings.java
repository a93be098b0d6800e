package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;

/**
 * How a stage works.
 *
 * @param bootstrapServers the stage's own listener, or a link to it
 * @param consumers how many for the stage's topics, each with a thread of its own; one more sees to
 *     the retry topics. 0 for a stage that runs elsewhere
 * @param downstreamUrl {@code http://host:port} of the stage's service, or of a link to it
 * @param concurrency calls under way at once, all consumers together
 * @param callTimeout how long a call may take
 */
public record StageSettings(
    StageName name,
    String bootstrapServers,
    int consumers,
    String downstreamUrl,
    int concurrency,
    Duration callTimeout,
    RetryPolicy retry,
    OnOutage onOutage,
    StageTuning tuning) {

  public StageSettings {
    if (consumers < 0 || consumers > 200) {
      throw new IllegalArgumentException(
          name.group() + ": consumers must be 0 to 200, not " + consumers);
    }
    if (concurrency < Math.max(1, consumers)) {
      throw new IllegalArgumentException(
          name.group() + ": concurrency must be at least 1 for each consumer, not " + concurrency);
    }
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException(
          name.group() + ": callTimeout must be above 0, not " + callTimeout);
    }
  }
}
