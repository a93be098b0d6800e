package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.topic.StageName;
import java.util.List;

/** What a plan asks a store of the reference pipeline. */
@FunctionalInterface
public interface StoreView {

  /** How many of these events have had an effect in the stage. */
  long present(StageName stage, List<EventMeta> events);
}
