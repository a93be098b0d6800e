package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.Placement;
import io.orderstorm.scenario.model.Placement.Host;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.pipeline.Pipeline;
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.stage.StageRecord;
import io.orderstorm.simulator.time.HostClock;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that hosts stages, all or those that the scenario's {@link Placement} gives it. It
 * tells {@code ready} when every consumer group has its partitions, {@code alert circuit-open
 * <stage> on|off} when a stage's circuit opens or closes, the same with {@code
 * dead-letter-overflow} when it pauses because of too many dead letters, and twice a second {@code
 * calls <stage> <all> <failed>}; it ends on {@code stop}, or with status 1 when a consumer can't go
 * on.
 */
public final class PipelineMain {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineMain.class);
  private static final int CAN_NOT_GO_ON = 1;

  private PipelineMain() {}

  /**
   * Runs until told to stop.
   *
   * @param arguments the run folder, the endpoints' file, the clock, the process's name
   */
  public static void main(String[] arguments) {
    var folder = RunFolder.open(Path.of(arguments[0]));
    Endpoints endpoints = Endpoints.read(Path.of(arguments[1]));
    HostClock clock = HostClock.parse(arguments[2]);
    Scenario scenario =
        ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    Host host = Placement.of(scenario.pipeline(), scenario.faults()).host(arguments[3]);
    HiccupMeter hiccups = HiccupMeter.start();
    var running = new CompletableFuture<Pipeline>();
    var parent = ParentLine.open(command -> obey(command, scenario, running));
    var calls = new CallCount();
    SelfReport.to(parent::tell, () -> tellCalls(calls, parent));
    var assignments = assignments(scenario, host, () -> parent.tell("ready"));
    var recorders = recorders(scenario, folder, host, assignments, calls, parent);
    var flushing = Flushing.of(List.copyOf(writers(recorders)));
    Pipeline pipeline =
        Pipeline.start(
            PipelineParts.pipeline(scenario, host, endpoints),
            stage -> Objects.requireNonNull(recorders.get(stage)),
            clock,
            PipelineMain::endWithFailure);
    running.complete(pipeline);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  pipeline.close();
                  flushing.close();
                  recorders.values().forEach(StageFile::close);
                  parent.tell(hiccups.sinceLastCall().message());
                },
                "pipeline-close"));
  }

  /**
   * {@code stop}, {@code scale STAGE CONSUMERS}, {@code gather STAGE MILLIS}, {@code canary STAGE
   * SHARE}, or {@code shadow STAGE on|off}.
   */
  private static void obey(String command, Scenario scenario, CompletableFuture<Pipeline> running) {
    String[] words = command.split(" ", -1);
    if (words[0].equals("stop")) {
      // an exit runs the hook below; it must not run on the line's own thread
      new Thread(() -> System.exit(0), "stop").start();
    } else if (words[0].equals("scale")) {
      Stage stage = scenario.pipeline().stage(words[1]);
      int consumers = Integer.parseInt(words[2]);
      var unused = running.thenAccept(pipeline -> scale(pipeline, stage, consumers));
    } else if (words[0].equals("gather")) {
      StageName stage = PipelineParts.name(scenario.pipeline().stage(words[1]));
      Duration wait = Duration.ofMillis(Long.parseLong(words[2]));
      var unused = running.thenAccept(pipeline -> pipeline.stage(stage).gather(wait));
    } else if (words[0].equals("canary")) {
      StageName stage = PipelineParts.name(scenario.pipeline().stage(words[1]));
      double share = Double.parseDouble(words[2]);
      var unused = running.thenAccept(pipeline -> pipeline.stage(stage).canary(share));
    } else if (words[0].equals("shadow")) {
      StageName stage = PipelineParts.name(scenario.pipeline().stage(words[1]));
      boolean on = words[2].equals("on");
      var unused = running.thenAccept(pipeline -> pipeline.stage(stage).shadow(on));
    }
  }

  private static void scale(Pipeline pipeline, Stage stage, int consumers) {
    int now = pipeline.stage(PipelineParts.name(stage)).scaleTo(consumers);
    LOG.info("{} has {} consumers now", stage.name(), now);
  }

  private static Assignments assignments(Scenario scenario, Host host, Runnable complete) {
    var whole = PipelineParts.inputs(scenario);
    var parts = new HashSet<String>();
    for (Stage stage : scenario.pipeline().stages()) {
      if (!host.isWhole(stage)) {
        whole.remove(stage.name());
        if (!host.membersOf(stage).isEmpty()) {
          parts.add(stage.name());
        }
      }
    }
    return new Assignments(whole, parts, complete);
  }

  private static Map<StageName, StageFile> recorders(
      Scenario scenario,
      RunFolder folder,
      Host host,
      Assignments assignments,
      CallCount calls,
      ParentLine parent) {
    var recorders = new EnumMap<StageName, StageFile>(StageName.class);
    for (Stage stage : scenario.pipeline().stages()) {
      if (!host.membersOf(stage).isEmpty()) {
        StageName name = PipelineParts.name(stage);
        recorders.put(
            name,
            new StageFile(
                file(folder, host, stage),
                handlings(scenario, folder, host, stage),
                name,
                record -> {
                  calls.note(name, record.event());
                  notice(name, record, assignments, parent);
                }));
      }
    }
    return recorders;
  }

  private static void tellCalls(CallCount calls, ParentLine parent) {
    for (StageName stage : StageName.values()) {
      String message = calls.sinceLastCall(stage);
      if (!message.isEmpty()) {
        parent.tell(message);
      }
    }
  }

  /** Two processes never write one file. */
  private static Path file(RunFolder folder, Host host, Stage stage) {
    return host.isWhole(stage) || host.name().equals(Placement.PIPELINE)
        ? folder.stage(stage.name())
        : folder.stage(stage.name(), host.name());
  }

  /** Where it is written which version handled what; empty for a stage without a candidate. */
  private static Optional<Path> handlings(
      Scenario scenario, RunFolder folder, Host host, Stage stage) {
    return scenario
        .canary()
        .filter(canary -> canary.stage().equals(stage.name()))
        .map(
            canary ->
                host.isWhole(stage) || host.name().equals(Placement.PIPELINE)
                    ? folder.handlings(stage.name())
                    : folder.handlings(stage.name(), host.name()));
  }

  private static List<RecordWriter<?>> writers(Map<StageName, StageFile> recorders) {
    var writers = new ArrayList<RecordWriter<?>>();
    recorders.values().forEach(file -> writers.addAll(file.writers()));
    return writers;
  }

  private static void notice(
      StageName stage, StageRecord record, Assignments assignments, ParentLine parent) {
    switch (record.event()) {
      case ASSIGNED -> assignments.assigned(stage.group(), record.topic(), record.partition());
      case REVOKED -> assignments.revoked(stage.group(), record.topic(), record.partition());
      case CIRCUIT_OPENED ->
          parent.tell(
              "alert circuit-open "
                  + stage.group()
                  + " on "
                  + stage.service()
                  + " does not answer");
      case CIRCUIT_CLOSED -> parent.tell("alert circuit-open " + stage.group() + " off");
      case OVERFLOW_PAUSED ->
          parent.tell(
              "alert dead-letter-overflow "
                  + stage.group()
                  + " on too many of its last events were dead letters; it pauses");
      case OVERFLOW_RESUMED -> parent.tell("alert dead-letter-overflow " + stage.group() + " off");
      default -> {
        // only recorded
      }
    }
  }

  private static void endWithFailure(String consumer, Throwable reason) {
    LOG.error("{} can't go on; the pipeline ends", consumer, reason);
    // from a thread of its own: the shutdown waits for the consumer that calls this
    new Thread(() -> System.exit(CAN_NOT_GO_ON), "fatal").start();
  }
}
