package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.simulator.pipeline.Pipeline;
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.stage.StageRecord;
import io.orderstorm.simulator.time.HostClock;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that hosts the stages. It tells {@code ready} when every consumer group has all its
 * partitions and {@code alert circuit-open <stage> on|off} when a stage's circuit opens or closes;
 * it ends on {@code stop}, or with status 1 when a consumer can't go on.
 */
public final class PipelineMain {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineMain.class);
  private static final int CAN_NOT_GO_ON = 1;

  private PipelineMain() {}

  /**
   * Runs until told to stop.
   *
   * @param arguments the run folder, the endpoints' file, the clock
   */
  public static void main(String[] arguments) {
    var folder = RunFolder.open(Path.of(arguments[0]));
    Endpoints endpoints = Endpoints.read(Path.of(arguments[1]));
    HostClock clock = HostClock.parse(arguments[2]);
    Scenario scenario =
        ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    HiccupMeter hiccups = HiccupMeter.start();
    var parent =
        ParentLine.open(
            command -> {
              if (command.equals("stop")) {
                // an exit runs the hook below; it must not run on the line's own thread
                new Thread(() -> System.exit(0), "stop").start();
              }
            });
    var assignments = new Assignments(PipelineParts.inputs(scenario), () -> parent.tell("ready"));
    var recorders = recorders(folder, assignments, parent);
    var flushing = Flushing.of(List.copyOf(writers(recorders)));
    Pipeline pipeline =
        Pipeline.start(
            PipelineParts.pipeline(scenario, endpoints),
            stage -> Objects.requireNonNull(recorders.get(stage)),
            clock,
            PipelineMain::endWithFailure);
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

  private static Map<StageName, StageFile> recorders(
      RunFolder folder, Assignments assignments, ParentLine parent) {
    var recorders = new EnumMap<StageName, StageFile>(StageName.class);
    for (StageName stage : StageName.values()) {
      recorders.put(
          stage,
          new StageFile(folder, stage, record -> notice(stage, record, assignments, parent)));
    }
    return recorders;
  }

  private static List<RecordWriter<?>> writers(Map<StageName, StageFile> recorders) {
    var writers = new ArrayList<RecordWriter<?>>();
    recorders.values().forEach(file -> writers.add(file.writer()));
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
