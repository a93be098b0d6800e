package io.orderstorm.scenario.gameday;

import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.runbook.Runbook;
import java.time.Duration;
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
 * @param detectSeconds from the fault's injection to the alert; null if it did not come
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
   * @param injectedNanos when the incident began, in run nanos
   */
  static RunbookVerdict of(
      Runbook runbook, List<StepResult> steps, long injectedNanos, RunResult run) {
    var reasons = new ArrayList<>(wrong(steps));
    Double detect = detect(runbook, run);
    Double mitigate = mitigate(steps, injectedNanos);
    Double recover = recover(runbook, run);
    hold("the alert came", detect, runbook.stated().detect(), reasons);
    hold("it was mitigated", mitigate, runbook.stated().mitigate(), reasons);
    hold("it was over", recover, runbook.stated().recover(), reasons);
    OrderCounts orders = run.orders();
    none("orders lost", orders.lost(), reasons);
    none("orders still in flight", orders.inFlight(), reasons);
    none("effects performed twice", orders.duplicateEffects(), reasons);
    Outcome outcome = reasons.isEmpty() ? Outcome.VERIFIED : Outcome.FAILED;
    if (!run.validity().valid()) {
      run.validity()
          .reasons()
          .forEach(
              r ->
                  reasons.add(
                      "void: " + r.name() + ": " + r.figure() + " (limit " + r.limit() + ")"));
      outcome = Outcome.VOID;
    }
    return new RunbookVerdict(outcome, reasons, detect, mitigate, recover);
  }

  private static @Nullable Double detect(Runbook runbook, RunResult run) {
    return run.alerts().stream()
        .filter(alert -> alert.name().equals(runbook.alert()))
        .filter(alert -> runbook.fault().equals(alert.fault()))
        .map(Alert::detectSeconds)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Double mitigate(List<StepResult> steps, long injectedNanos) {
    return steps.stream()
        .flatMap(step -> step.blocks().stream())
        .filter(block -> block.mitigates() && block.held())
        .map(block -> (block.endNanos() - injectedNanos) / 1e9)
        .findFirst()
        .orElse(null);
  }

  /** The latest of the stages' ends of interruption and the alerts' ends. */
  private static @Nullable Double recover(Runbook runbook, RunResult run) {
    Double injected =
        run.faults().stream()
            .filter(fault -> fault.name().equals(runbook.fault()))
            .map(FaultReport::injectedSeconds)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (injected == null) {
      return null;
    }
    List<Recovery> rows =
        run.recovery().stream()
            .filter(row -> row.fault().equals(runbook.fault()))
            .filter(row -> row.verdict() != Recovery.Policy.NOT_APPLICABLE)
            .toList();
    List<Alert> alerts =
        run.alerts().stream()
            .filter(alert -> alert.name().equals(runbook.alert()))
            .filter(alert -> runbook.fault().equals(alert.fault()))
            .toList();
    boolean over =
        rows.stream().allMatch(row -> row.rtoSeconds() != null)
            && alerts.stream().allMatch(alert -> alert.clearedSeconds() != null);
    if (!over) {
      return null;
    }
    return Stream.concat(
            rows.stream().map(Recovery::rtoSeconds),
            alerts.stream().map(Alert::clearedSeconds).map(at -> at == null ? null : at - injected))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
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
