package io.orderstorm.simulator.pipeline;

import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.stage.OnOutage;
import io.orderstorm.simulator.stage.RetryPolicy;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.stage.StageTuning;
import io.orderstorm.simulator.store.StoreSettings;
import io.orderstorm.simulator.time.HostClock;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A pipeline in a JVM of its own, so that a test can kill it. */
final class CrashablePipeline {
  private CrashablePipeline() {}

  /** Starts one; returns when its consumers run, or it is dead already. */
  static ChildJvm start(Rig rig, int life, Path folder) throws Exception {
    var arguments = new ArrayList<String>();
    arguments.add(rig.bootstrap());
    arguments.add(rig.store.jdbcUrl());
    arguments.add(rig.store.user());
    arguments.add(rig.store.password());
    arguments.add(rig.store.schema());
    for (StageName stage : StageName.values()) {
      arguments.add(rig.services.get(stage).baseUrl());
    }
    var started = new CompletableFuture<String>();
    var child =
        ChildJvm.start(
            new Launch(
                "pipeline-" + life,
                CrashablePipeline.class.getName(),
                arguments,
                Precedence.SYSTEM_UNDER_TEST,
                Compilation.QUICK,
                List.of("-Xmx256m"),
                folder.resolve("pipeline-" + life + ".log")),
            started::complete);
    // one that finds poison at once may die before it can tell
    CompletableFuture.anyOf(started, child.exit()).get(3, TimeUnit.MINUTES);
    return child;
  }

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
