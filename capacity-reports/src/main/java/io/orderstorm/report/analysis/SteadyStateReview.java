package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.result.ObjectiveResult;
import java.util.List;
import java.util.Locale;

/**
 * Whether the steady-state hypothesis came to hold again after the last fault, or without one at
 * the end of the load, and for how long it did not hold meanwhile. Before the first fault the
 * harness itself has asked.
 */
final class SteadyStateReview {

  /** What the time outside the steady state is counted in. */
  private static final long STEP = 50_000_000L;

  private final Objectives.SteadyState steady;
  private final List<Backlog> backlogs;
  private final List<FaultWindow> faults;
  private final Clock clock;

  private SteadyStateReview(
      Objectives.SteadyState steady,
      List<Backlog> backlogs,
      List<FaultWindow> faults,
      Clock clock) {
    this.steady = steady;
    this.backlogs = backlogs;
    this.faults = faults.stream().filter(FaultWindow::interrupts).toList();
    this.clock = clock;
  }

  static ObjectiveResult judge(
      Objectives.SteadyState steady,
      List<Backlog> backlogs,
      List<FaultWindow> faults,
      Clock clock) {
    return new SteadyStateReview(steady, backlogs, faults, clock).judge();
  }

  private ObjectiveResult judge() {
    double holding = Clock.seconds(steady.holding().toNanos());
    String target =
        format(
            "every backlog < %d for %.1f s before the load ends", steady.backlogBelow(), holding);
    String name = "steady-state.after";
    if (faults.stream().anyMatch(fault -> fault.wasInjected() && !fault.wasReverted())) {
      return new ObjectiveResult(name, target, "a fault was never reverted", null);
    }
    long from =
        faults.stream()
            .filter(FaultWindow::wasReverted)
            .mapToLong(FaultWindow::reverted)
            .max()
            .orElse(clock.loadEnd() - steady.holding().toNanos());
    if (from + steady.holding().toNanos() > clock.loadEnd()) {
      return new ObjectiveResult(name, target, "the load ended too soon after the fault", null);
    }
    long again = heldAgain(from);
    boolean held = again <= clock.loadEnd() - steady.holding().toNanos();
    String outside = format("; outside it for %.1f s of the load", outsideSeconds());
    if (faults.isEmpty()) {
      String actual = held ? "held to the end" : "did not hold at the end";
      return new ObjectiveResult(name, target, actual + outside, held);
    }
    String since = "the last fault was gone";
    return new ObjectiveResult(
        name,
        target,
        (held
                ? format("%.1f s after %s", Clock.seconds(again - from), since)
                : "not again after " + since)
            + outside,
        held);
  }

  /** The first moment from which all groups together hold for long enough. */
  private long heldAgain(long from) {
    long again = from;
    boolean moved = true;
    while (moved && again != Long.MAX_VALUE) {
      moved = false;
      for (Backlog backlog : backlogs) {
        long one =
            backlog.settledAt(
                steady.backlogBelow() - 1, again, clock.loadEnd(), steady.holding().toNanos());
        moved |= one > again;
        again = Math.max(again, one);
      }
    }
    return again;
  }

  private double outsideSeconds() {
    long steps = 0;
    for (long time = clock.loadStart(); time < clock.loadEnd(); time += STEP) {
      long now = time;
      steps += backlogs.stream().anyMatch(b -> b.backlogAt(now) >= steady.backlogBelow()) ? 1 : 0;
    }
    return Clock.seconds(steps * STEP);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
