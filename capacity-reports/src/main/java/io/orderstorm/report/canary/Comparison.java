package io.orderstorm.report.canary;

import io.orderstorm.report.expectation.CanaryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Both versions side by side over the same while. Pure. */
public final class Comparison {

  /** The quantile that latency is compared at. */
  public static final double QUANTILE = 0.95;

  private static final double MILLIS = 1e6;

  private Comparison() {}

  /** Every difference that a rule asks about; none while a version has no events. */
  public static List<Difference> of(Sides sides, CanaryPlan.Rules rules) {
    Tally stable = sides.stable();
    Tally candidate = sides.candidate();
    var differences = new ArrayList<Difference>();
    if (stable.events() == 0 || candidate.events() == 0) {
      return differences;
    }
    Double errors = rules.errors();
    if (errors != null) {
      differences.add(errors(stable, candidate, errors));
    }
    Double outcomes = rules.outcomes();
    if (outcomes != null && sides.mode() == CanaryPlan.Mode.SHADOW) {
      differences.add(decisions(sides, outcomes));
    } else if (outcomes != null) {
      differences.addAll(outcomes(stable, candidate, outcomes));
    }
    Double latency = rules.latency();
    if (latency != null) {
      differences.add(latency(stable, candidate, latency));
    }
    return differences;
  }

  private static Difference errors(Tally stable, Tally candidate, double bound) {
    double chance =
        Proportions.greater(
            stable.errors(), stable.events(), candidate.errors(), candidate.events());
    return share(
        Difference.ERRORS,
        "failed events",
        stable.errors(),
        stable.events(),
        candidate.errors(),
        candidate.events(),
        bound,
        chance);
  }

  /** Each kind of outcome; the more there are, the stronger the evidence has to be (Bonferroni). */
  private static List<Difference> outcomes(Tally stable, Tally candidate, double bound) {
    long first = stable.events() - stable.errors();
    long second = candidate.events() - candidate.errors();
    if (first == 0 || second == 0) {
      return List.of();
    }
    Set<String> kinds = new TreeSet<>(stable.outcomes().keySet());
    kinds.addAll(candidate.outcomes().keySet());
    var differences = new ArrayList<Difference>();
    for (String kind : kinds) {
      long one = stable.outcomes().getOrDefault(kind, 0L);
      long two = candidate.outcomes().getOrDefault(kind, 0L);
      double chance = Math.min(1, kinds.size() * Proportions.different(one, first, two, second));
      differences.add(share(Difference.OUTCOMES, kind, one, first, two, second, bound, chance));
    }
    return differences;
  }

  /** In shadow each event has both decisions: how many of them differ. */
  private static Difference decisions(Sides sides, double bound) {
    long events = sides.candidate().events();
    double share = (double) sides.different() / events;
    Proportions.Interval interval = Proportions.share(sides.different(), events);
    return new Difference(
        Difference.OUTCOMES,
        "events decided otherwise",
        0,
        share,
        share,
        interval.low(),
        interval.high(),
        bound,
        Proportions.atLeast(sides.different(), events, bound));
  }

  private static Difference share(
      String rule,
      String what,
      long firstHits,
      long first,
      long secondHits,
      long second,
      double bound,
      double chance) {
    double stable = (double) firstHits / first;
    double candidate = (double) secondHits / second;
    Proportions.Interval interval = Proportions.difference(firstHits, first, secondHits, second);
    return new Difference(
        rule,
        what,
        stable,
        candidate,
        candidate - stable,
        interval.low(),
        interval.high(),
        bound,
        chance);
  }

  private static Difference latency(Tally stable, Tally candidate, double factor) {
    long usual = stable.latencyNanos(QUANTILE);
    long slower = candidate.slowerThan(usual * factor);
    double chance = Proportions.atLeast(slower, candidate.events(), 1 - QUANTILE);
    long measured = candidate.latencyNanos(QUANTILE);
    return new Difference(
        Difference.LATENCY,
        "p95",
        usual / MILLIS,
        measured / MILLIS,
        (double) measured / Math.max(1, usual),
        null,
        null,
        factor,
        chance);
  }
}
