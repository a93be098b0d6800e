package io.orderstorm.simulator.pipeline;

import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.stage.OnOutage;
import io.orderstorm.simulator.stage.RetryPolicy;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.stage.StageTuning;
import io.orderstorm.simulator.store.StoreSettings;
import io.orderstorm.simulator.time.HostClock;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.Arrays;

/** A pipeline in a JVM of its own, so that a test can kill it. */
final class CrashablePipeline {
  private CrashablePipeline() {}

  /** Arguments: bootstrap servers, JDBC URL, user, password, schema, then the services' URLs. */
  public static void main(String[] args) {
    ParentLine line = ParentLine.open(command -> {});
    var store = new StoreSettings(args[1], args[2], args[3], args[4], 10);
    var stages =
        Arrays.stream(StageName.values())
            .map(
                stage ->
                    new StageSettings(
                        stage,
                        args[0],
                        2,
                        args[4 + stage.code()],
                        32,
                        Duration.ofSeconds(2),
                        new RetryPolicy(50, Duration.ofMillis(50), Duration.ofMillis(200)),
                        OnOutage.RETRY,
                        new StageTuning(
                            1,
                            Duration.ofMillis(10),
                            Duration.ofSeconds(1),
                            Duration.ofMillis(250),
                            Duration.ofMillis(5),
                            Duration.ofMillis(5),
                            200)))
            .toList();
    Pipeline.start(
        new PipelineSettings(Rig.PROFILE, store, stages),
        stage -> record -> {},
        HostClock.start(),
        (who, reason) -> Runtime.getRuntime().halt(3));
    line.tell("started");
  }
}
