package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Has lagging stages make larger batches, and smaller ones again when they have caught up. */
final class BatchTuning {

  private final Scenario scenario;
  private final BiConsumer<Stage, Duration> gather;
  private final RunLog log;
  private final Set<String> large = new HashSet<>();

  /**
   * @param gather is told a stage and how long its deliveries are to wait for others
   */
  BatchTuning(Scenario scenario, BiConsumer<Stage, Duration> gather, RunLog log) {
    this.scenario = scenario;
    this.gather = gather;
    this.log = log;
  }

  /** Takes in a reading of the groups' lag. */
  void read(Map<String, Long> lag) {
    for (Stage stage : scenario.pipeline().stages()) {
      stage
          .batch()
          .underLag()
          .ifPresent(policy -> read(stage, policy, lag.getOrDefault(stage.name(), 0L)));
    }
  }

  private void read(Stage stage, Stage.UnderLag policy, long lag) {
    if (lag > policy.above() && large.add(stage.name())) {
      change(stage, policy.gather(), lag);
    } else if (lag < policy.above() / 2 && large.remove(stage.name())) {
      change(stage, stage.batch().gather(), lag);
    }
  }

  private void change(Stage stage, Duration wait, long lag) {
    log.note(
        RunEvent.BATCH_TUNED,
        Map.of("group", stage.name(), "gatherMs", wait.toMillis(), "lag", lag));
    gather.accept(stage, wait);
  }
}
