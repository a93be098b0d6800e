package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.Dispositions;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.Scaling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Compares each objective of the scenario with what was reached. */
final class Promises {

  private static final double MS = 1e6;
  private static final String NEVER_SCALED = "no consumer was added";

  private final List<ObjectiveResult> results = new ArrayList<>();

  private Promises() {}

  /**
   * Judges all objectives.
   *
   * @param owed how many inputs of stages had no outcome when the run ended, and may yet have
   */
  static List<ObjectiveResult> judge(
      Expectations expectations,
      Clock clock,
      OrderCounts counts,
      Findings findings,
      DeadLetters deadLetters,
      List<Latencies> latencies,
      List<LagRecovery> lags,
      Recoveries recoveries,
      List<Recovery> rows,
      List<Scaling> scaling,
      long owed) {
    Promises promises = new Promises();
    Objectives objectives = expectations.objectives();
    objectives.recovery().forEach(o -> promises.recovery(o, rows));
    objectives.latency().forEach(o -> promises.latency(o, latencies, recoveries));
    boolean interrupted = expectations.faults().stream().anyMatch(ExpectedFault::interrupts);
    objectives.lag().forEach(o -> promises.lag(o, lags, recoveries, interrupted));
    objectives.scaling().forEach(o -> promises.scaling(o, scaling));
    if (objectives.strictCorrectness()) {
      promises.correctness(counts, findings);
    }
    if (objectives.exactDeadLetters()) {
      promises.deadLetters(deadLetters);
    }
    if (deadLetters.others().isAsked()) {
      promises.dispositions(deadLetters.others());
    }
    Double rate = objectives.acknowledgedPerSecond();
    if (rate != null) {
      promises.rate(rate, counts, clock);
    }
    promises.drained(counts, owed, findings);
    return promises.results;
  }

  private void recovery(Objectives.Recovery objective, List<Recovery> rows) {
    List<Recovery> judged =
        rows.stream()
            .filter(r -> r.stage().equals(objective.stage()))
            .filter(r -> r.verdict() != Recovery.Policy.NOT_APPLICABLE)
            .toList();
    Duration rto = objective.rto();
    if (rto != null) {
      rto(
          "recovery." + objective.stage() + ".rto",
          rto,
          judged.stream().filter(r -> !r.fault().equals(Recovery.NO_FAULT)).toList());
    }
    rpo(objective, judged);
  }

  /** Recovery is asked of faults: without one there is no figure, and 0 s would be made up. */
  private void rto(String name, Duration rto, List<Recovery> judged) {
    String target = "≤ " + seconds(Clock.seconds(rto.toNanos()));
    if (judged.isEmpty()) {
      results.add(
          ObjectiveResult.notApplicable(name, target, "no fault that interrupts was planned"));
      return;
    }
    String unknown =
        judged.stream()
            .filter(r -> r.verdict() == Recovery.Policy.VOID)
            .findFirst()
            .map(r -> "can't be said after " + r.fault() + ": " + r.note())
            .orElse("");
    boolean missed =
        judged.stream().anyMatch(r -> r.rtoSeconds() == null && r.rtoAtLeastSeconds() != null);
    double worst =
        judged.stream()
            .map(Recovery::rtoSeconds)
            .filter(s -> s != null)
            .mapToDouble(s -> s)
            .max()
            .orElse(0);
    String actual = missed ? "not recovered" : seconds(worst);
    add(
        name,
        target,
        unknown.isEmpty() ? actual : unknown,
        unknown.isEmpty() ? !missed && worst <= Clock.seconds(rto.toNanos()) : null);
  }

  private void rpo(Objectives.Recovery objective, List<Recovery> judged) {
    Long rpo = objective.rpoOrders();
    if (rpo != null) {
      long worst = judged.stream().mapToLong(Recovery::rpoOrders).max().orElse(0);
      boolean unexplained = judged.stream().anyMatch(r -> r.fault().equals(Recovery.NO_FAULT));
      add(
          "recovery." + objective.stage() + ".rpo",
          "≤ " + rpo + " orders",
          worst + " orders" + (unexplained ? ", some outside every fault" : ""),
          worst <= rpo && !unexplained);
    }
  }

  private void latency(
      Objectives.Latency objective, List<Latencies> latencies, Recoveries recoveries) {
    Latencies of =
        latencies.stream()
            .filter(l -> l.stage().equals(objective.stage()))
            .findFirst()
            .orElseThrow();
    Histogram histogram =
        objective.outsideFaults() ? of.outside(recoveries.windows()) : of.judged();
    String where = objective.outsideFaults() ? " outside faults" : "";
    String name = "latency." + objective.stage() + "." + objective.percentile();
    String target = "≤ " + milliseconds(objective.limit().toNanos() / MS) + where;
    long unfinished =
        objective.outsideFaults()
            ? of.unfinishedOutside(recoveries.windows())
            : of.unfinishedJudged();
    long finished = histogram.getTotalCount();
    long orders = finished + unfinished;
    if (orders < objective.percentile().leastOrders()) {
      add(
          name,
          target,
          orders + " orders are too few for it, it needs " + objective.percentile().leastOrders(),
          null);
      return;
    }
    // what has no outcome is slower than all that has: it fills the ranks above
    double value = objective.percentile().value() * ((double) orders / Math.max(1, finished));
    if (value > 100) {
      add(name, target, unfinished + " of " + orders + " orders have no outcome", false);
      return;
    }
    double ms = Latencies.at(histogram, value);
    String without = unfinished == 0 ? "" : ", " + unfinished + " of them without outcome";
    add(
        name,
        target,
        milliseconds(ms) + " over " + orders + " orders" + without,
        ms <= objective.limit().toNanos() / MS);
  }

  private void lag(
      Objectives.Lag objective,
      List<LagRecovery> lags,
      Recoveries recoveries,
      boolean interrupted) {
    LagRecovery of =
        lags.stream().filter(l -> l.group().equals(objective.group())).findFirst().orElse(null);
    if (of == null) {
      add("lag." + objective.group(), "≤ " + objective.below(), "the group has no lag", null);
      return;
    }
    OptionalLong peak = of.peakOutside(recoveries.windows());
    String name = "lag." + objective.group() + ".below";
    String target = "≤ " + objective.below() + " outside faults";
    if (peak.isPresent()) {
      long records = peak.getAsLong();
      add(name, target, String.valueOf(records), records <= objective.below());
    } else {
      add(name, target, "a fault was felt all the time", null);
    }
    Duration within = objective.recoversWithin();
    if (within != null) {
      recoversWithin(objective, of, Clock.seconds(within.toNanos()), interrupted);
    }
  }

  private void recoversWithin(
      Objectives.Lag objective, LagRecovery of, double within, boolean interrupted) {
    String name = "lag." + objective.group() + ".recovers-within";
    String target = "≤ " + seconds(within);
    if (of.drains().isEmpty() && !interrupted) {
      results.add(
          ObjectiveResult.notApplicable(name, target, "no fault that interrupts was planned"));
      return;
    }
    if (of.drains().isEmpty()) {
      add(name, target, "no fault was injected and reverted", null);
      return;
    }
    double worst = 0;
    boolean never = false;
    boolean watched = true;
    for (LagRecovery.Drain drain : of.drains()) {
      Double seconds = LagRecovery.seconds(drain);
      never |= seconds == null;
      watched &= of.isWatched(drain);
      worst = Math.max(worst, seconds == null ? 0 : seconds);
    }
    if (never || worst > within) {
      add(name, target, never ? "not recovered" : seconds(worst), false);
    } else if (watched) {
      add(name, target, seconds(worst), true);
    } else {
      String unloaded = ", but the load ended before revert + settle";
      add(name, target, seconds(worst) + unloaded, null);
    }
  }

  private void scaling(Objectives.Scaling objective, List<Scaling> scaled) {
    String name = "scaling." + objective.stage();
    Scaling of =
        scaled.stream().filter(s -> s.stage().equals(objective.stage())).findFirst().orElse(null);
    Duration reaction = objective.reaction();
    if (reaction != null) {
      double limit = Clock.seconds(reaction.toNanos());
      Double reached = of == null ? null : of.reactionSeconds();
      add(
          name + ".reaction",
          "≤ " + seconds(limit),
          reached == null ? NEVER_SCALED : seconds(reached),
          reached == null ? null : reached <= limit);
    }
    atMost(name + ".overshoot", objective.overshoot(), of == null ? null : of.overshoot());
    atMost(name + ".oscillations", objective.oscillations(), of == null ? null : of.oscillations());
  }

  private void atMost(String name, @Nullable Integer limit, @Nullable Integer reached) {
    if (limit != null) {
      add(
          name,
          "≤ " + limit,
          reached == null ? NEVER_SCALED : String.valueOf(reached),
          reached == null ? null : reached <= limit);
    }
  }

  private void correctness(OrderCounts counts, Findings findings) {
    List<String> wrong = new ArrayList<>();
    name(wrong, counts.lost(), "lost");
    name(wrong, findings.count(Findings.LOST) - counts.lost(), "other lost events");
    name(wrong, counts.duplicateEffects(), "duplicate effects");
    name(wrong, counts.orphanEffects(), "orphan effects");
    name(wrong, counts.orderingViolations(), "ordering violations");
    name(wrong, counts.impossibleTransitions(), "impossible transitions");
    name(wrong, counts.parityMismatches(), "parity mismatches");
    name(wrong, findings.count(Findings.DUPLICATE), "duplicates");
    name(wrong, findings.count(Findings.NONMONOTONIC_SEND), "nonmonotonic sends");
    name(wrong, findings.count(Findings.NONMONOTONIC_POLL), "nonmonotonic polls");
    name(wrong, findings.count(Findings.POLL_SKIP), "poll skips");
    name(wrong, findings.count(Findings.REPLAY_EFFECT), "replay side effects without annotation");
    String actual =
        wrong.isEmpty()
            ? "nothing lost, doubled, orphaned, reordered, impossible or unequal"
            : String.join(", ", wrong);
    add("correctness", "strict", actual, wrong.isEmpty());
  }

  private static void name(List<String> wrong, long count, String what) {
    if (count > 0) {
      wrong.add(count + " " + what);
    }
  }

  private void deadLetters(DeadLetters letters) {
    boolean exact = letters.missed() == 0 && letters.falselyDeadLettered() == 0;
    add(
        "dead-letters",
        "exactly the poison",
        letters.deadLettered()
            + " of "
            + letters.injected()
            + " poison dead-lettered, "
            + letters.falselyDeadLettered()
            + " others",
        exact);
  }

  private void dispositions(Dispositions others) {
    add(
        "poison",
        "what is not to be dead-lettered is processed or ignored",
        others.processed()
            + " of "
            + others.toBeProcessed()
            + " processed, "
            + others.ignored()
            + " of "
            + others.toBeIgnored()
            + " ignored",
        others.isMet());
  }

  private void rate(double least, OrderCounts counts, Clock clock) {
    double rate =
        counts.acknowledged() / Clock.seconds(Math.max(1, clock.loadEnd() - clock.loadStart()));
    add("rate.acknowledged", "≥ " + format("%.0f/s", least), format("%.1f/s", rate), rate >= least);
  }

  /** Orders end before their customers know of it, so what stages still owe is looked at too. */
  private void drained(OrderCounts counts, long owed, Findings findings) {
    long unseen = findings.count(Findings.UNSEEN);
    add(
        "drained",
        "0 orders in flight when quiet",
        counts.inFlight()
            + " in flight"
            + (owed == 0 ? "" : ", " + owed + " events without outcome")
            + (unseen == 0 ? "" : ", " + unseen + " events that no consumer was given"),
        counts.inFlight() == 0 && owed == 0 && unseen == 0);
  }

  private void add(String name, String target, String actual, @Nullable Boolean met) {
    results.add(new ObjectiveResult(name, target, actual, met));
  }

  private static String seconds(double value) {
    return format(value == Math.rint(value) ? "%.0f s" : "%.2f s", value);
  }

  private static String milliseconds(double value) {
    return value >= 1000 ? format("%.2f s", value / 1000) : format("%.1f ms", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
