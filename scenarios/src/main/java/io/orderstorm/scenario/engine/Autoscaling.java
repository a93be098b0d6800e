package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** Scales the stages of a run on their lag, and writes down each change. */
final class Autoscaling {

  private final Map<String, Autoscaler> stages = new LinkedHashMap<>();
  private final ObjIntConsumer<String> scale;
  private final RunLog log;

  /**
   * @param scale is told a stage and how many consumers it is to have
   */
  Autoscaling(Scenario scenario, ObjIntConsumer<String> scale, RunLog log) {
    this.scale = scale;
    this.log = log;
    for (Stage stage : scenario.pipeline().stages()) {
      stage
          .scaling()
          .ifPresent(
              scaling -> stages.put(stage.name(), new Autoscaler(scaling, stage.consumers())));
    }
  }

  /** Takes in a reading of the groups' lag. */
  void read(long nowNanos, Map<String, Long> lag) {
    stages.forEach(
        (stage, scaler) -> {
          long records = lag.getOrDefault(stage, 0L);
          int before = scaler.consumers();
          scaler
              .read(nowNanos, records)
              .ifPresent(
                  consumers -> {
                    log.note(
                        RunEvent.SCALED,
                        Map.of(
                            "group",
                            stage,
                            "from",
                            before,
                            "to",
                            consumers,
                            "lag",
                            records,
                            "above",
                            scaler.threshold()));
                    scale.accept(stage, consumers);
                  });
        });
  }
}
