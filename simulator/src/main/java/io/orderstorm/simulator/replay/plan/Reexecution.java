package io.orderstorm.simulator.replay.plan;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a correction has the pipeline do again: the part of its blast radius behind the stage that
 * it corrects. All figures but those of effects are upper bounds.
 *
 * @param revision of everything that is made again
 * @param outcomes that the corrected stage makes again, or for the first time
 * @param stages events that later stages have to work on, by stage
 * @param downstreamCalls that later stages may make, by service; for an effect that is there
 *     already the service answers with that, and does nothing
 * @param effectsPresent effects of later stages that are there already and stay as they are; {@code
 *     null} if no store was named
 */
public record Reexecution(
    int revision,
    long outcomes,
    Map<String, Long> stages,
    Map<String, Long> downstreamCalls,
    @Nullable Long effectsPresent) {

  public Reexecution {
    stages = Collections.unmodifiableMap(new TreeMap<>(stages));
    downstreamCalls = Collections.unmodifiableMap(new TreeMap<>(downstreamCalls));
  }
}
