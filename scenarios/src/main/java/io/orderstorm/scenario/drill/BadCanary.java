package io.orderstorm.scenario.drill;

import io.orderstorm.report.result.Canary;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.scenario.engine.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A new version of the payment handler that can't handle some sound events is brought in step by
 * step. The rules alone have to take it back before it has every key; what it gave up until then is
 * redriven into the version before it.
 */
final class BadCanary implements Drill {

  private static final String GAVE_UP = ReleaseRecall.CAUSE;

  @Override
  public String name() {
    return "bad-canary";
  }

  @Override
  public String title() {
    return "A bad version of the payment handler is taken back by rule before it has every key";
  }

  @Override
  public Duration limit(Form form) {
    return Duration.ofMinutes(5);
  }

  @Override
  public List<String> overrides(Form form) {
    return form == Form.FULL ? List.of() : List.of("load.0.hold.for=56s", "load.0.hold.rate=100/s");
  }

  @Override
  public Operator operator(Form form) {
    return new LetterTriage(Set.of(GAVE_UP), "The candidate is taken back")::work;
  }

  @Override
  public List<ObjectiveResult> checks(Evidence evidence) {
    var checks = new ArrayList<ObjectiveResult>();
    Optional<Canary> canary = Optional.ofNullable(evidence.result().canary());
    boolean told = canary.map(Canary::confirmed).orElse(false);
    boolean back = canary.map(of -> of.ending().equals(Canary.ROLLED_BACK)).orElse(false);
    double most = canary.map(Canary::greatestShare).orElse(0.0);
    checks.add(
        new ObjectiveResult(
            "caught",
            "rolled back by rule before it has every key, as the records give it again",
            canary
                .map(
                    of ->
                        of.ending() + ", " + percent(most) + " of the keys at most: " + of.reason())
                .orElse("there was no candidate"),
            told ? (Boolean) (back && most < 1 && byRule(canary)) : null));
    checks.add(
        Checks.none(
            "withdrawn",
            canary.map(Canary::strays).orElse(0L),
            "events given to it after its rollback"));
    long harmed = harmed(evidence);
    long handled = canary.map(BadCanary::handled).orElse(0L);
    checks.add(
        new ObjectiveResult(
            "harm",
            "some sound events given up, and by the candidate alone",
            Checks.count(harmed)
                + " given up, "
                + Checks.count(others(evidence))
                + " others; the candidate handled at least "
                + Checks.count(handled),
            harmed == 0 ? null : (Boolean) (others(evidence) == 0)));
    checks.add(TriagedLetters.of(evidence).redrivenExactly());
    checks.add(Checks.cleared(evidence));
    checks.addAll(Checks.nothingLostOrDoubled(evidence));
    checks.add(Checks.audited(evidence));
    return checks;
  }

  /** A load that ended first is no rule. */
  private static boolean byRule(Optional<Canary> canary) {
    return canary
        .map(Canary::steps)
        .filter(steps -> !steps.isEmpty())
        .map(steps -> steps.get(steps.size() - 1))
        .map(last -> last.differences().stream().anyMatch(difference -> difference.isBeyond()))
        .orElse(false);
  }

  private static long handled(Canary canary) {
    return canary.steps().stream().mapToLong(step -> step.candidate().events()).sum();
  }

  private static long harmed(Evidence evidence) {
    return evidence.result().deadLetters().byCause().stream()
        .filter(cause -> cause.error().equals(GAVE_UP))
        .mapToLong(cause -> cause.count())
        .sum();
  }

  private static long others(Evidence evidence) {
    return evidence.result().deadLetters().byCause().stream()
        .filter(cause -> !cause.error().equals(GAVE_UP))
        .mapToLong(cause -> cause.count())
        .sum();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  @Override
  public Map<String, String> figures(Evidence evidence) {
    var figures = new LinkedHashMap<String, String>();
    Canary canary = evidence.result().canary();
    if (canary != null) {
      Double decided = canary.decidedSeconds();
      figures.put("candidate", canary.candidate());
      if (decided != null) {
        figures.put("from its start to its rollback", DrillJudge.seconds(decided));
      }
      for (Canary.Step step : canary.steps()) {
        figures.put(
            "failed at " + percent(step.share()) + " of the keys",
            "candidate "
                + Checks.count(step.candidate().errors())
                + " of "
                + Checks.count(step.candidate().events())
                + ", stable "
                + Checks.count(step.stable().errors())
                + " of "
                + Checks.count(step.stable().events()));
      }
    }
    return figures;
  }
}
