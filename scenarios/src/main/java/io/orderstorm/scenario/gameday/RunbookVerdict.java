package io.orderstorm.scenario.gameday;

import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.Runbook;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a runbook keeps what it says.
 *
 * @param outcome the gravest that was found
 * @param reasons why it is that; empty if it was verified
 * @param detectSeconds from the incident to the alert; null if it did not come
 * @param mitigateSeconds to the end of the block that mitigates; null if that was not reached
 * @param recoverSeconds until every stage was back and the alert over; null if that did not happen
 */
public record RunbookVerdict(
    Outcome outcome,
    List<String> reasons,
    @Nullable Double detectSeconds,
    @Nullable Double mitigateSeconds,
    @Nullable Double recoverSeconds) {

  /** From best to worst. */
  public enum Outcome {
    VERIFIED,
    FAILED,
    /** The run can't be judged. */
    VOID
  }

  public RunbookVerdict {
    reasons = List.copyOf(reasons);
  }

  /** Whether any time was measured: after a step that failed there is no run to measure. */
  public boolean isMeasured() {
    return detectSeconds != null || mitigateSeconds != null || recoverSeconds != null;
  }

  /** A runbook whose steps were not all done: there is no run to judge. */
  static RunbookVerdict failed(List<StepResult> steps) {
    return new RunbookVerdict(Outcome.FAILED, wrong(steps), null, null, null);
  }

  /** A runbook whose steps held in a run that somebody ended before it could be judged. */
  static RunbookVerdict interrupted() {
    return new RunbookVerdict(
        Outcome.VOID, List.of("the run was interrupted before its end"), null, null, null);
  }

  private static List<String> wrong(List<StepResult> steps) {
    return steps.stream()
        .flatMap(
            step ->
                step.blocks().stream()
                    .filter(block -> !block.held())
                    .map(
                        block ->
                            "step '"
                                + step.title()
                                + "'"
                                + (block.line() > 0 ? ", line " + block.line() : "")
                                + ": expected "
                                + block.expected()
                                + "; seen "
                                + block.seen()))
        .toList();
  }

  /**
   * Judges a rehearsal.
   *
   * @param beganNanos when the incident began, in run nanos
   */
  static RunbookVerdict of(
      Runbook runbook, List<StepResult> steps, long beganNanos, RunResult run) {
    double began = (beganNanos - ChronoUnit.NANOS.between(Instant.EPOCH, run.startedAt())) / 1e9;
    var reasons = new ArrayList<>(wrong(steps));
    Double detect = detect(runbook, began, run);
    Double mitigate = mitigate(steps, beganNanos);
    Double recover = recover(runbook, began, run);
    hold("the alert came", detect, runbook.stated().detect(), reasons);
    hold("it was mitigated", mitigate, runbook.stated().mitigate(), reasons);
    hold("it was over", recover, runbook.stated().recover(), reasons);
    OrderCounts orders = run.orders();
    none("orders lost", orders.lost(), reasons);
    none("orders still in flight", orders.inFlight(), reasons);
    none("effects performed twice", orders.duplicateEffects(), reasons);
    none("orders given up in a dead-letter queue", orders.deadLettered(), reasons);
    Outcome outcome = reasons.isEmpty() ? Outcome.VERIFIED : Outcome.FAILED;
    List<String> unjudged = unjudged(runbook, run);
    unjudged.forEach(reason -> reasons.add("void: " + reason));
    return new RunbookVerdict(
        unjudged.isEmpty() ? outcome : Outcome.VOID, reasons, detect, mitigate, recover);
  }

  /** Why the run tells nothing of the runbook; empty if it does. */
  private static List<String> unjudged(Runbook runbook, RunResult run) {
    var unjudged = new ArrayList<String>();
    run.validity()
        .reasons()
        .forEach(r -> unjudged.add(r.name() + ": " + r.figure() + " (limit " + r.limit() + ")"));
    if (run.verdict() == Verdict.ABORTED) {
      // the load and every fault ended with it: whatever came back did so without the runbook
      unjudged.add(run.reasons().isEmpty() ? "the run was aborted" : run.reasons().get(0));
    }
    interrupted(runbook, run).stream()
        .filter(row -> row.verdict() == Recovery.Policy.VOID)
        .forEach(row -> unjudged.add("recovery of " + row.stage() + ": " + row.note()));
    return unjudged;
  }

  /** From the incident to the first alert of that name that it raised; null without one. */
  private static @Nullable Double detect(Runbook runbook, double began, RunResult run) {
    return raised(runbook, began, run)
        .map(alert -> alert.raisedSeconds() - began)
        .findFirst()
        .orElse(null);
  }

  private static Stream<Alert> raised(Runbook runbook, double began, RunResult run) {
    return run.alerts().stream()
        .filter(alert -> alert.name().equals(runbook.alert()))
        .filter(alert -> alert.raisedSeconds() >= began);
  }

  private static @Nullable Double mitigate(List<StepResult> steps, long beganNanos) {
    return steps.stream()
        .flatMap(step -> step.blocks().stream())
        .filter(block -> block.mitigates() && block.held())
        .map(block -> (block.endNanos() - beganNanos) / 1e9)
        .findFirst()
        .orElse(null);
  }

  /**
   * The latest of the ends of the alert and, if a fault was provoked, of what it interrupted; null
   * if one of them did not end.
   */
  private static @Nullable Double recover(Runbook runbook, double began, RunResult run) {
    List<Alert> alerts = raised(runbook, began, run).toList();
    List<Recovery> rows = interrupted(runbook, run);
    boolean over =
        rows.stream().allMatch(row -> row.rtoSeconds() != null)
            && alerts.stream().allMatch(alert -> alert.clearedSeconds() != null);
    if (!over) {
      return null;
    }
    return Stream.concat(
            rows.stream().map(Recovery::rtoSeconds),
            alerts.stream().map(Alert::clearedSeconds).map(at -> at == null ? null : at - began))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
  }

  private static List<Recovery> interrupted(Runbook runbook, RunResult run) {
    return runbook.provoked() instanceof Incident.OfFault fault
        ? run.recovery().stream()
            .filter(row -> row.fault().equals(fault.name()))
            .filter(row -> row.verdict() != Recovery.Policy.NOT_APPLICABLE)
            .toList()
        : List.of();
  }

  private static void hold(
      String what, @Nullable Double seconds, Duration stated, List<String> reasons) {
    double limit = stated.toMillis() / 1_000.0;
    if (seconds == null) {
      reasons.add(
          String.format(Locale.ROOT, "stated that %s within %.1f s; it never did", what, limit));
    } else if (seconds > limit) {
      reasons.add(
          String.format(
              Locale.ROOT, "stated that %s within %.1f s; it took %.1f s", what, limit, seconds));
    }
  }

  private static void none(String what, long count, List<String> reasons) {
    if (count > 0) {
      reasons.add(count + " " + what);
    }
  }
}
