package io.orderstorm.report.canary;

import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.record.HandlingRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A rollout while it goes on: is given every record and looks at it from time to time. Belongs to
 * one thread; it asks no clock.
 */
public final class CanaryCourse {

  private static final int NOT_STARTED = -1;

  private final CanaryPlan plan;
  private final long startNanos;
  private final Deque<HandlingRecord> ahead = new ArrayDeque<>();
  private Sides sides;
  private int step = NOT_STARTED;
  private double share;
  private long sinceNanos;
  private long throughNanos;
  private boolean over;

  /**
   * @param loadStartNanos the plan's start counts from here
   */
  public CanaryCourse(CanaryPlan plan, long loadStartNanos) {
    this.plan = plan;
    this.startNanos = loadStartNanos + plan.start().toNanos();
    this.sides = new Sides(plan.mode());
  }

  /** Takes in what a version did; in about the order of time. */
  public void take(HandlingRecord record) {
    if (step != NOT_STARTED && !over) {
      ahead.add(record);
    }
  }

  /** Whether it was promoted or taken back. */
  public boolean isOver() {
    return over;
  }

  /**
   * Looks at the current step.
   *
   * @param nowNanos the moment that a change takes effect at
   * @param throughNanos records up to then are complete
   * @return the change that is due; it counts as done
   */
  public Optional<CanaryChange> look(long nowNanos, long throughNanos) {
    if (over || nowNanos < startNanos) {
      return Optional.empty();
    }
    if (step == NOT_STARTED) {
      return Optional.of(start(nowNanos));
    }
    this.throughNanos = throughNanos;
    admit(throughNanos);
    CanaryJudge.Ruling ruling =
        CanaryJudge.rule(plan, sides, Duration.ofNanos(Math.max(0, throughNanos - sinceNanos)));
    return switch (ruling.call()) {
      case WAIT -> Optional.empty();
      case TAKE_BACK -> Optional.of(end(CanaryChange.Kind.ROLLED_BACK, 0, true, ruling.reason()));
      case GO_ON -> Optional.of(goOn(nowNanos, ruling.reason()));
    };
  }

  /** Takes the candidate back because the run ends; empty if it was decided on before. */
  public Optional<CanaryChange> end(String reason) {
    if (over) {
      return Optional.empty();
    }
    if (step == NOT_STARTED) {
      over = true;
      return Optional.empty();
    }
    return Optional.of(end(CanaryChange.Kind.ROLLED_BACK, 0, false, reason));
  }

  private void admit(long throughNanos) {
    for (int left = ahead.size(); left > 0; left--) {
      HandlingRecord record = ahead.remove();
      if (record.timeNanos() > throughNanos) {
        ahead.add(record);
      } else if (record.timeNanos() > sinceNanos) {
        sides.add(record);
      }
    }
  }

  private CanaryChange start(long nowNanos) {
    step = 0;
    CanaryChange change =
        change(CanaryChange.Kind.STARTED, isShadow() ? 0 : plan.steps().get(0), true, "as planned");
    begin(nowNanos);
    return change;
  }

  private CanaryChange goOn(long nowNanos, String reason) {
    step++;
    double to = isShadow() ? 1 : plan.steps().get(step);
    if (to >= 1) {
      return end(CanaryChange.Kind.PROMOTED, 1, true, reason);
    }
    CanaryChange change = change(CanaryChange.Kind.RAISED, to, true, reason);
    begin(nowNanos);
    return change;
  }

  private boolean isShadow() {
    return plan.mode() == CanaryPlan.Mode.SHADOW;
  }

  private void begin(long nowNanos) {
    sinceNanos = nowNanos;
    throughNanos = nowNanos;
    sides = new Sides(plan.mode());
  }

  private CanaryChange end(CanaryChange.Kind kind, double to, boolean byRule, String reason) {
    over = true;
    ahead.clear();
    return change(kind, to, byRule, reason);
  }

  private CanaryChange change(CanaryChange.Kind kind, double to, boolean byRule, String reason) {
    var change =
        new CanaryChange(
            kind,
            share,
            to,
            byRule,
            throughNanos,
            sides.stable().events(),
            sides.candidate().events(),
            reason);
    share = to;
    return change;
  }
}
