package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.CapacityPlan.Checked;
import io.orderstorm.report.capacity.CapacityPlan.Outcome;
import io.orderstorm.report.capacity.CapacityPlan.Recommendation;
import io.orderstorm.report.cost.CostSheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws the conclusions of a study. */
public final class Planner {

  private static final String END_TO_END = "end-to-end";

  /** A peak that leaves less than this is one bad day away from its limit. */
  private static final double COMFORTABLE = 0.3;

  private final PlanContext context;
  private final Study study;
  private final RateSearch.Result healthy;

  private Planner(PlanContext context, Study study) {
    this.context = context;
    this.study = study;
    this.healthy = study.healthy().result();
  }

  /** Makes the plan. */
  public static CapacityPlan plan(PlanContext context, Study study) {
    return new Planner(context, study).plan();
  }

  private CapacityPlan plan() {
    Outcome outcome = outcome();
    Double target = context.targetPerSecond();
    Optional<Double> working = study.saturation().map(ProbeFigures::completedPerSecond);
    List<ProbeFigures> all = new ArrayList<>();
    study.searched().forEach(s -> s.probes().forEach(probe -> all.add(probe.figures())));
    study.saturation().ifPresent(all::add);
    study.recovery().ifPresent(all::add);
    study.safeReplay().ifPresent(of -> of.probes().forEach(probe -> all.add(probe.figures())));
    return new CapacityPlan(
        context,
        study,
        outcome,
        sentence(outcome),
        target == null || healthy.limitedByHarness() ? null : healthy.rate() / target - 1,
        Headroom.of(context.loads(), study.searched()),
        knee(),
        Dimensions.of(context, study),
        working.map(rate -> LagRecoveryTable.of(context.loads(), rate, Dimensions.allowed(study))),
        working.flatMap(this::checked),
        context.cost().map(basis -> CostSheet.of(basis, context.prices())),
        recommendations(),
        all.size() + study.scalability().map(s -> s.points().size()).orElse(0),
        all.stream()
            .mapToDouble(p -> (p.window().endNanos() - p.window().startNanos()) / 1e9)
            .sum());
  }

  private boolean harm() {
    return context.accounts().stream()
        .anyMatch(a -> a.lost() > 0 || a.duplicateEffects() > 0 || a.otherAnomalies() > 0);
  }

  private Outcome outcome() {
    if (harm()) {
      return Outcome.NOT_CARRIED;
    }
    Double target = context.targetPerSecond();
    if (target == null) {
      return Outcome.NO_TARGET;
    }
    if (healthy.low() >= target) {
      return Outcome.CARRIED;
    }
    boolean below = healthy.high() < target && !healthy.limitedByHarness();
    return below ? Outcome.NOT_CARRIED : Outcome.UNDECIDED;
  }

  private String sentence(Outcome outcome) {
    String limit = limit();
    return switch (outcome) {
      case CARRIED ->
          format(
              "The pipeline carries %.0f orders/s: it sustains %s.",
              context.targetPerSecond(), limit);
      case NOT_CARRIED ->
          harm()
              ? "Orders were lost, doubled or wrong during the probes: no rate is safe; see the"
                  + " accounts."
              : format(
                  "The pipeline does not carry %.0f orders/s: it sustains %s.",
                  context.targetPerSecond(), limit);
      case UNDECIDED ->
          format(
              "Whether the pipeline carries %.0f orders/s is not decided: it sustains %s.",
              context.targetPerSecond(), limit);
      case NO_TARGET -> format("The pipeline sustains %s; no target was named.", limit);
    };
  }

  private String limit() {
    if (healthy.rate() == 0) {
      return format("no rate that was probed, down to %.0f/s", healthy.high());
    }
    if (Double.isInfinite(healthy.high())) {
      return format("every rate that was probed, up to %.0f/s", healthy.rate());
    }
    if (healthy.limitedByHarness()) {
      return format(
          "%.0f/s, and above that it was the measurement that gave out, not the pipeline",
          healthy.highestSustained());
    }
    return format(
        "%.0f/s (95 %% interval %.0f to %.0f%s)",
        healthy.rate(),
        healthy.low(),
        healthy.high(),
        healthy.converged() ? "" : ", the search ended before it was known closer");
  }

  /** The latency curve of the healthy probes whose p99 is known. */
  private Optional<Knee> knee() {
    List<Knee.Point> curve = new ArrayList<>();
    for (Judged probe : study.healthy().probes()) {
      Double p99 = probe.figures().stage(END_TO_END).p99Ms();
      if (probe.answer() != Judged.Answer.INVALID && p99 != null) {
        curve.add(new Knee.Point(probe.figures().offeredPerSecond(), p99));
      }
    }
    return Knee.of(curve);
  }

  private Optional<Checked> checked(double working) {
    return study
        .recovery()
        .flatMap(probe -> Optional.ofNullable(probe.recovered()))
        .map(
            seen -> {
              LagRecoveryTable.Row row =
                  LagRecoveryTable.row(
                      Duration.ofNanos(Math.round(seen.outageSeconds() * 1e9)),
                      "",
                      seen.arrivingPerSecond(),
                      working,
                      seen.allowed());
              return new Checked(
                  seen.outageSeconds(),
                  seen.arrivingPerSecond(),
                  working,
                  seen.allowed(),
                  row.backlog(),
                  seen.backlog(),
                  row.objectiveSeconds(),
                  seen.objectiveSeconds());
            });
  }

  private List<Recommendation> recommendations() {
    List<Recommendation> what = new ArrayList<>();
    context.bottleneck().ifPresent(at -> relieve(at, what));
    for (Searched searched : study.searched()) {
      Double target = context.targetPerSecond();
      if (!searched.equals(study.healthy())
          && target != null
          && searched.result().high() < target) {
        what.add(
            new Recommendation(
                "Plan for " + searched.condition() + ": shed or queue what is above its limit",
                format(
                    "with it %.0f/s are sustained (95 %%: %.0f to %.0f), the target is %.0f/s",
                    searched.result().rate(),
                    searched.result().low(),
                    searched.result().high(),
                    target),
                format(
                    "at the target the backlog grows by about %.0f orders/s while it lasts",
                    target - searched.result().rate())));
      }
    }
    Dimensions.of(context, study).ifPresent(of -> recoverInTime(of.consumers(), what));
    for (PlanContext.Sizing stage : context.sizing()) {
      if (stage.idle() > 0) {
        what.add(
            new Recommendation(
                "Take " + stage.idle() + " consumer(s) away from " + stage.stage(),
                stage.consumers() + " consumers share " + stage.partitions() + " partitions",
                "none on throughput: they have nothing to read"));
      }
    }
    return what;
  }

  private void recoverInTime(ConsumerConcurrency consumers, List<Recommendation> what) {
    Double working = consumers.workingPerSecond();
    for (ConsumerConcurrency.Recovery recovery : consumers.recoveries()) {
      if (working != null && !recovery.isMetBy(working)) {
        Double needed = recovery.neededPerSecond();
        what.add(
            new Recommendation(
                needed == null
                    ? "Agree on what "
                        + recovery.target().source()
                        + " is to mean after an outage"
                        + " of a minute"
                    : "Work faster, or agree on another " + recovery.target().source(),
                format(
                    "%.0f/s are worked off; at %.0f/s that is in time after outages of up to %.0f s"
                        + " (stated: %d s)",
                    working,
                    recovery.arrivingPerSecond(),
                    recovery.longestOutageSeconds(),
                    recovery.target().within().toSeconds()),
                needed == null
                    ? "the outage alone takes all of the stated time: no working rate is enough"
                    : format("at %.0f/s it is in time after an outage of a minute", needed)));
      }
    }
  }

  private void relieve(Bottleneck at, List<Recommendation> what) {
    if (at.resources().size() < 2) {
      return;
    }
    Bottleneck.Resource fullest = at.resources().get(0);
    Bottleneck.Resource next = at.resources().get(1);
    Double target = context.targetPerSecond();
    boolean tight = target == null || healthy.rate() < target * (1 + COMFORTABLE);
    if (tight && fullest.utilisation() > 0.5) {
      what.add(
          new Recommendation(
              "Give " + fullest.name() + " more room",
              format(
                  "at %.0f/s it is %.0f %% full (%s), so it is full at about %.0f/s",
                  at.ratePerSecond(),
                  100 * fullest.utilisation(),
                  fullest.limit(),
                  at.ratePerSecond() / fullest.utilisation()),
              at.fullAt(next).isPresent()
                  ? format(
                      "the next limit is %s, full at about %.0f/s if an order's work stays the"
                          + " same",
                      next.name(), at.fullAt(next).getAsDouble())
                  : format(
                      "the next limit is %s, beyond %.0f/s: so far from what was measured that no"
                          + " more is said",
                      next.name(), at.ratePerSecond() * Bottleneck.EXTRAPOLATION)));
    }
  }

  private static String format(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
