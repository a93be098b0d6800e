package io.orderstorm.scenario.engine;

import io.orderstorm.report.canary.CanaryChange;
import io.orderstorm.report.canary.CanaryCourse;
import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.HandlingRecord;
import io.orderstorm.scenario.judge.CanaryPlans;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Display;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Brings a candidate in while the load goes on: reads what the versions wrote down so far, has the
 * course decide, and does what it says. It decides on the same records that the report is made of.
 * Belongs to the thread that plays the run.
 */
final class CanaryRollout {

  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

  /** Stages hand their records to the operating system four times a second. */
  private static final long COMPLETE_AFTER = TimeUnit.SECONDS.toNanos(1);

  /** As many records as are read at a look, so that a look is short. */
  private static final long MOST_AT_ONCE = 2_000_000;

  private final CanaryPlan plan;
  private final CanaryCourse course;
  private final RunFolder folder;
  private final String stage;
  private final Environment environment;
  private final RunLog log;
  private final Display display;
  private final Map<Path, Long> read = new HashMap<>();
  private long nextLook;
  private volatile boolean undecided;

  private CanaryRollout(
      CanaryPlan plan,
      long loadStartNanos,
      RunFolder folder,
      Environment environment,
      RunLog log,
      Display display) {
    this.plan = plan;
    this.course = new CanaryCourse(plan, loadStartNanos);
    this.folder = folder;
    this.stage = plan.stage();
    this.environment = environment;
    this.log = log;
    this.display = display;
  }

  /**
   * How a scenario's candidate is brought in; empty without one.
   *
   * @param loadStartNanos the plan's start counts from here
   * @param environment where its stage runs
   */
  static Optional<CanaryRollout> of(
      Scenario scenario,
      long loadStartNanos,
      RunFolder folder,
      Environment environment,
      RunLog log,
      Display display) {
    return scenario
        .canary()
        .map(
            canary ->
                new CanaryRollout(
                    CanaryPlans.of(canary), loadStartNanos, folder, environment, log, display));
  }

  /** Looks at the current step, if it is time to. */
  void look(long nowNanos) {
    if (course.isOver() || nowNanos < nextLook) {
      return;
    }
    nextLook = nowNanos + LOOK_EVERY;
    readOn();
    course.look(nowNanos, nowNanos - COMPLETE_AFTER).ifPresent(change -> make(nowNanos, change));
  }

  /**
   * The load is over, or somebody wants it so: a candidate that was not decided on is taken back.
   */
  void end(long nowNanos, String reason) {
    course.end(reason).ifPresent(change -> make(nowNanos, change));
  }

  /** Its stage while it has keys and was neither promoted nor taken back; any thread may ask. */
  Set<String> undecided() {
    return undecided ? Set.of(stage) : Set.of();
  }

  private void readOn() {
    for (Path file : folder.handlingFiles(plan.stage())) {
      try (var reader = RecordReader.open(file, HandlingRecord.KIND)) {
        long first = read.getOrDefault(file, 0L);
        reader.read(first, MOST_AT_ONCE, order -> true, course::take);
        read.put(file, Math.min(reader.count(), first + MOST_AT_ONCE));
      }
    }
  }

  private void make(long nowNanos, CanaryChange change) {
    undecided = !course.isOver();
    log.note(
        nowNanos,
        RunEvent.CANARY,
        Map.of(
            "stage",
            plan.stage(),
            "change",
            change.kind().word(),
            "from",
            change.from(),
            "to",
            change.to(),
            "byRule",
            change.byRule(),
            "throughNanos",
            change.throughNanos(),
            "stable",
            change.stable(),
            "candidate",
            change.candidate(),
            "reason",
            change.reason()));
    if (plan.mode() == CanaryPlan.Mode.SHADOW) {
      environment.shadow(stage, change.kind() == CanaryChange.Kind.STARTED);
    }
    environment.canary(stage, change.to());
    display.say(
        String.format(
            Locale.ROOT,
            "candidate of %s %s, %.1f %% of the keys: %s",
            plan.stage(),
            change.kind().word(),
            100 * change.to(),
            change.reason()));
  }
}
