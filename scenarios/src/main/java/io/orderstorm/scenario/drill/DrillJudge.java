package io.orderstorm.scenario.drill;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges a drill by its run's folder. The worst of the run's verdict and the checks' wins; beyond
 * its time limit a drill is VOID, whatever else it came to.
 */
public final class DrillJudge {

  private static final double NANOS = 1e9;

  private final Evidence evidence;
  private final RunEvent begun;
  private final Drill drill;

  private DrillJudge(Evidence evidence, RunEvent begun, Drill drill) {
    this.evidence = evidence;
    this.begun = begun;
    this.drill = drill;
  }

  /**
   * Judges.
   *
   * @param result of the same folder
   * @return empty if the run was no drill
   */
  public static Optional<DrillResult> judge(RunFolder folder, RunResult result) {
    var evidence = new Evidence(folder, result);
    return evidence.events(RunEvent.DRILL).stream()
        .findFirst()
        .flatMap(
            begun ->
                Drills.named(begun.text("name"))
                    .map(drill -> new DrillJudge(evidence, begun, drill).judged(folder)));
  }

  private DrillResult judged(RunFolder folder) {
    List<ObjectiveResult> checks = new ArrayList<>(drill.checks(evidence));
    Optional<Duration> whole = WholeTime.read(folder);
    Duration limit = Duration.ofSeconds((long) begun.number("limitSeconds"));
    checks.add(inTime(whole, limit));
    RunResult run = evidence.result();
    return new DrillResult(
        DrillResult.SCHEMA,
        drill.name(),
        drill.title(),
        Boolean.TRUE.equals(begun.flag("short")),
        run.run().id(),
        Instant.ofEpochMilli(begun.timeNanos() / 1_000_000)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString(),
        whole.map(time -> time.toMillis() / 1e3).orElse(0.0),
        limit.toSeconds(),
        verdict(checks, whole, limit),
        reasons(checks),
        checks,
        drill.figures(evidence),
        steps());
  }

  private static ObjectiveResult inTime(Optional<Duration> whole, Duration limit) {
    return new ObjectiveResult(
        "time-limit",
        "at most " + limit.toSeconds() + " s in all",
        whole.map(time -> seconds(time.toMillis() / 1e3)).orElse("it did not come to its end"),
        whole.map(time -> time.compareTo(limit) <= 0).orElse(null));
  }

  private Verdict verdict(List<ObjectiveResult> checks, Optional<Duration> whole, Duration limit) {
    if (whole.isEmpty() || whole.get().compareTo(limit) > 0) {
      return Verdict.VOID;
    }
    Verdict worst = evidence.result().verdict();
    for (ObjectiveResult check : checks) {
      worst = worst.worse(check.verdict());
    }
    return evidence.events(RunEvent.OPERATOR_FAILED).isEmpty() ? worst : worst.worse(Verdict.VOID);
  }

  private List<String> reasons(List<ObjectiveResult> checks) {
    var reasons = new ArrayList<String>();
    evidence
        .events(RunEvent.OPERATOR_FAILED)
        .forEach(event -> reasons.add("the operator could not go on: " + event.text("reason")));
    for (ObjectiveResult check : checks) {
      if (check.verdict() != Verdict.PASSED) {
        reasons.add(check.name() + ": " + check.actual() + ", wanted " + check.target());
      }
    }
    evidence.result().reasons().forEach(reason -> reasons.add("the run: " + reason));
    return reasons;
  }

  private List<DrillResult.Step> steps() {
    long start =
        evidence.events(RunEvent.LOAD_STARTED).stream()
            .findFirst()
            .map(RunEvent::timeNanos)
            .orElse(begun.timeNanos());
    return evidence.events(RunEvent.DRILL_STEP).stream()
        .map(
            event ->
                new DrillResult.Step(
                    Math.round((event.timeNanos() - start) / NANOS * 10) / 10.0,
                    event.text("step"),
                    event.text("detail")))
        .toList();
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
