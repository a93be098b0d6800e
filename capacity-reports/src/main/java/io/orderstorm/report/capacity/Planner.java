package io.orderstorm.report.capacity;

import io.orderstorm.report.capacity.CapacityPlan.Checked;
import io.orderstorm.report.capacity.CapacityPlan.Outcome;
import io.orderstorm.report.capacity.CapacityPlan.Recommendation;
import io.orderstorm.report.cost.CostSheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
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
        target == null || healthy.isOpen() ? null : healthy.rate() / target - 1,
        Headroom.of(context.loads(), study.searched()),
        knee(),
        Dimensions.of(context, study),
        working.map(rate -> LagRecoveryTable.of(context.loads(), rate, Dimensions.allowed(study))),
        working.flatMap(this::checked),
        context.cost().map(basis -> CostSheet.of(basis, context.prices())),
        recommendations(),
        notMeasured(),
        study.made().map(Study.Made::probes).orElse(all.size()),
        study
            .made()
            .map(Study.Made::loadSeconds)
            .orElseGet(
                () ->
                    all.stream()
                        .mapToDouble(p -> (p.window().endNanos() - p.window().startNanos()) / 1e9)
                        .sum()));
  }

  private boolean harm() {
    return context.accounts().stream()
        .anyMatch(a -> a.lost() > 0 || a.duplicateEffects() > 0 || a.otherAnomalies() > 0);
  }

  /** Sessions of whose orders it is not proven what became of them all. */
  private List<String> unclosed() {
    return context.accounts().stream()
        .filter(account -> !account.closed())
        .map(PlanContext.Account::session)
        .toList();
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
      return unclosed().isEmpty() ? Outcome.CARRIED : Outcome.UNDECIDED;
    }
    boolean below = healthy.high() < target && !healthy.limitedByHarness();
    return below ? Outcome.NOT_CARRIED : Outcome.UNDECIDED;
  }

  private String sentence(Outcome outcome) {
    if (!harm() && healthy.highestSustained() == 0 && healthy.limitedByHarness()) {
      return format(
          "It is not known what the pipeline sustains: no probe that could be judged sustained its"
              + " rate, and at %.0f/s the measurement gave out.",
          healthy.high());
    }
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
              "Whether the pipeline carries %.0f orders/s is not decided: it sustains %s%s.",
              context.targetPerSecond(),
              limit,
              unclosed().isEmpty()
                  ? ""
                  : ", but what became of every order of "
                      + String.join(", ", unclosed())
                      + " is not proven, as that did not end in order");
      case NO_TARGET -> format("The pipeline sustains %s; no target was named.", limit);
    };
  }

  private String limit() {
    if (healthy.highestSustained() == 0) {
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
        .filter(probe -> probe.recovered() != null)
        .map(
            probe -> {
              Recovered seen = Objects.requireNonNull(probe.recovered());
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
                  seen.objectiveSeconds(),
                  probe.doubts());
            });
  }

  private List<NotMeasured> notMeasured() {
    List<NotMeasured> all = new ArrayList<>(study.notMeasured());
    String what = "a lag recovery, predicted against measured";
    study
        .recovery()
        .ifPresent(
            probe -> {
              if (probe.recovered() == null) {
                all.add(new NotMeasured(what, "in its probe no outage began and ended"));
              } else if (!probe.doubts().isEmpty()) {
                all.add(
                    new NotMeasured(
                        what,
                        "it was played, but its measurement can't be trusted: "
                            + String.join("; ", probe.doubts())));
              }
            });
    study
        .scalability()
        .filter(of -> !of.fit().isDetermined())
        .ifPresent(
            of ->
                all.add(
                    new NotMeasured(
                        "the law of scalability of " + of.stage(),
                        "the throughputs that were measured do not determine it")));
    context
        .bottleneck()
        .map(Bottleneck::machine)
        .filter(limit -> limit.known() == DimensionLimit.Known.NOT_REACHED)
        .ifPresent(limit -> all.add(new NotMeasured("the limit of the machine", limit.why())));
    return all;
  }

  private List<Recommendation> recommendations() {
    List<Recommendation> what = new ArrayList<>();
    context.bottleneck().ifPresent(at -> relieve(at, what));
    for (Searched searched : study.searched()) {
      Double target = context.targetPerSecond();
      if (!searched.equals(study.healthy())
          && target != null
          && !searched.result().limitedByHarness()
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
                beyond(searched, target)));
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

  /** What the lowest rate that was not sustained showed: a backlog, or an objective broken. */
  private static String beyond(Searched searched, double target) {
    Optional<Judged> first =
        searched.probes().stream()
            .filter(probe -> probe.answer() == Judged.Answer.NOT_SUSTAINED)
            .min(Comparator.comparingDouble(probe -> probe.figures().offeredPerSecond()));
    boolean grows = first.map(probe -> Criterion.anyGrows(probe.figures())).orElse(false);
    return grows
        ? format(
            "at the target the backlog grows by about %.0f orders/s while it lasts",
            target - searched.result().rate())
        : first
            .map(
                probe ->
                    format(
                        "objectives are broken before any backlog grows: at %.0f/s %s",
                        probe.figures().offeredPerSecond(), probe.reasons().get(0)))
            .orElse("objectives are broken above it");
  }

  private void recoverInTime(ConsumerConcurrency consumers, List<Recommendation> what) {
    Double working = consumers.workingPerSecond();
    for (ConsumerConcurrency.Recovery recovery : consumers.recoveries()) {
      if (working != null && !consumers.workingIsLeast() && !recovery.isMetBy(working)) {
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
                  "at %.0f/s it is %.0f %% full (%s)%s",
                  at.ratePerSecond(),
                  100 * fullest.utilisation(),
                  fullest.limit(),
                  fullAt(at, fullest)),
              next(at, next)));
    }
  }

  private static String fullAt(Bottleneck at, Bottleneck.Resource fullest) {
    OptionalDouble full = at.fullAt(fullest);
    return full.isPresent()
        ? format(", so it is full at about %.0f/s", full.getAsDouble())
        : "; at which rate it is full was not measured";
  }

  private static String next(Bottleneck at, Bottleneck.Resource next) {
    OptionalDouble full = at.fullAt(next);
    if (full.isPresent()) {
      return format(
          "the next limit is %s, full at about %.0f/s if an order's work stays the same",
          next.name(), full.getAsDouble());
    }
    return next.name().equals(Dimensions.CORES)
        ? format(
            "the next fullest is %s, %.0f %%; at which rate it is full was not measured",
            next.name(), 100 * next.utilisation())
        : format(
            "the next limit is %s, beyond %.0f/s: so far from what was measured that no more is"
                + " said",
            next.name(), at.ratePerSecond() * Bottleneck.EXTRAPOLATION);
  }

  private static String format(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
