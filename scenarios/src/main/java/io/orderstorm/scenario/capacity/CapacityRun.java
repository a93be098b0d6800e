package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.ProbeGround;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Display;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A study on a live pipeline, from its folder to its plan. Whatever is recorded already is not
 * probed again.
 */
public final class CapacityRun {

  /** Code is warmed up at a rate that it surely carries. */
  private static final double EASY = 0.5;

  /** A scaled stage's consumers have joined by then. */
  private static final Duration JOINED = Duration.ofSeconds(10);

  private static final Duration DRAINED = Duration.ofMinutes(2);

  private final CapacityFolder folder;
  private final CapacityRequest request;
  private final ScenarioFile file;
  private final Display display;
  private final AtomicReference<LiveEngine> engine = new AtomicReference<>();
  private volatile boolean interrupted;

  private CapacityRun(
      CapacityFolder folder, CapacityRequest request, ScenarioFile file, Display display) {
    this.folder = folder;
    this.request = request;
    this.file = file;
    this.display = display;
  }

  /** Begins a study in a folder of its own. */
  public static CapacityRun begin(
      CapacityFolder folder, CapacityRequest request, ScenarioFile file, Display display) {
    try {
      Files.writeString(folder.scenario(), file.resolved());
      for (Path attachment : file.attachments()) {
        Files.copy(attachment, folder.root().resolve(attachment.getFileName()));
      }
    } catch (IOException e) {
      throw new HarnessException("can't write the study's folder: " + e.getMessage(), e);
    }
    request.write(folder.request());
    return new CapacityRun(folder, request, file, display);
  }

  /** Opens a study that was begun. */
  public static CapacityRun resume(CapacityFolder folder, Display display) {
    return new CapacityRun(
        folder,
        CapacityRequest.read(folder.request()),
        ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()),
        display);
  }

  /** Whether the safe replay rate is asked for. */
  public boolean searchesReplay() {
    return request.settings().replay().search();
  }

  /** Ends the study as soon as possible; it can be resumed. Any thread. */
  public void interrupt() {
    interrupted = true;
    LiveEngine running = engine.get();
    if (running != null) {
      running.interrupt();
    }
  }

  /**
   * Makes what is missing of the study, and its plan; empty if it was interrupted.
   *
   * @throws HarnessException if a part of the harness fails; what was recorded is kept
   */
  public Optional<CapacityPlan> play() {
    Optional<Study> recorded = recorded();
    Optional<Study> study = recorded.isPresent() ? recorded : session();
    return study.map(
        made -> {
          display.say("the accounts of every order");
          CapacityPlan plan =
              PlanAssembly.plan(folder, request, file.scenario(), made, PlanAssembly.cores(folder));
          write(plan);
          return plan;
        });
  }

  /** The study, if all its probes are recorded. */
  private Optional<Study> recorded() {
    try {
      return Optional.of(study(RecordedProbes.nobody(), new Silent()));
    } catch (RecordedProbes.NotRecordedException goesOn) {
      return Optional.empty();
    }
  }

  private Study study(ProbePlayer then, StudyProgress progress) {
    List<ProbeFigures> known =
        new ProbeRecords(folder.probes()).read().stream().map(ProbeRecords.Entry::figures).toList();
    return new CapacityStudy(
            file.scenario(),
            request.settings(),
            new SessionScenario(file.scenario()),
            PlanAssembly.cores(folder),
            new RecordedProbes(known, then),
            progress)
        .make();
  }

  private Optional<Study> session() {
    Path root = folder.nextSession();
    RunFolder session = RunFolder.create(root);
    Scenario scenario = prepare(session);
    display.say("session " + root);
    var made = new AtomicReference<Study>();
    var running = new LiveEngine(scenario, session, display);
    engine.set(running);
    if (interrupted) {
      running.interrupt();
    }
    LiveEngine.Ending ending =
        running.probe(
            ground -> {
              warmUp(ground);
              LiveProbes probes = probes(ground, session);
              made.set(study(probes, new SpokenProgress(display)));
              probes.leave();
            });
    return ending == LiveEngine.Ending.INTERRUPTED
        ? Optional.empty()
        : Optional.ofNullable(made.get());
  }

  private LiveProbes probes(ProbeGround ground, RunFolder session) {
    Expectations expectations = Judge.expectations(session);
    return new LiveProbes(
        ground, session, expectations, file.scenario(), new ProbeRecords(folder.probes()));
  }

  /** Every stage gets its usual consumers, and all code runs for a while. */
  private void warmUp(ProbeGround ground) {
    new SessionScenario(file.scenario())
        .scaled()
        .forEach(stage -> ground.scale(stage.name(), stage.consumers()));
    ground.pause(JOINED);
    ground.offer(
        "warm-up",
        new Rate(request.firstRate() * EASY),
        Duration.ofSeconds(request.warmUpSeconds()),
        DRAINED);
  }

  private Scenario prepare(RunFolder session) {
    String text =
        new SessionScenario(file.scenario()).text(file.resolved(), new Rate(request.firstRate()));
    try {
      Files.writeString(session.scenario(), text);
    } catch (IOException e) {
      throw new HarnessException("can't write " + session.scenario() + ": " + e.getMessage(), e);
    }
    Scenario scenario =
        ScenarioFile.read(session.scenario(), List.of(), Optional.empty()).scenario();
    new EnvironmentFile(
            session.root().getFileName() + " of " + folder.root().getFileName(),
            "live",
            "embedded",
            request.command(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .write(session.environment(), scenario, Instant.now().toString());
    return scenario;
  }

  private void write(CapacityPlan plan) {
    try {
      PlanForms.write(folder, plan);
    } catch (IOException e) {
      throw new HarnessException("can't write the plan: " + e.getMessage(), e);
    }
  }
}
