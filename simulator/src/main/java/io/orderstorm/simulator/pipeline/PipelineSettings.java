package io.orderstorm.simulator.pipeline;

import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.store.StoreSettings;
import java.util.List;

/** The stages that a process hosts, and what they share. */
public record PipelineSettings(
    OrderProfile profile, StoreSettings store, List<StageSettings> stages) {

  public PipelineSettings {
    stages = List.copyOf(stages);
    long names = stages.stream().map(StageSettings::name).distinct().count();
    if (names != stages.size()) {
      throw new IllegalArgumentException("a process hosts a stage once, not " + stages);
    }
  }
}
