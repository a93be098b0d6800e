package io.orderstorm.scenario.drill;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.scenario.engine.Operator;
import io.orderstorm.scenario.judge.Judge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The safe rate of a replay is found by a short search, and proved: beside a replay at it live
 * orders keep their promise, beside one and a half times as much they break it.
 */
final class SafeReplayRate implements Drill {

  private static final double LIVE = 100;

  @Override
  public String name() {
    return "safe-replay-rate";
  }

  @Override
  public String title() {
    return "Live orders keep their promise at the safe replay rate, and break it at 1.5 times that";
  }

  @Override
  public Duration limit(Form form) {
    return form == Form.FULL ? Duration.ofMinutes(10) : Duration.ofMinutes(8);
  }

  @Override
  public List<String> overrides(Form form) {
    return form == Form.FULL ? List.of() : List.of("load.0.hold.for=240s");
  }

  @Override
  public Operator operator(Form form) {
    return form == Form.FULL
        ? new SafeRateTrial(
                LIVE,
                Duration.ofSeconds(50),
                Duration.ofSeconds(4),
                Duration.ofSeconds(14),
                new RateSearch.Settings(100, 12.5, 1_600, 0.1, 10))
            ::work
        : new SafeRateTrial(
                LIVE,
                Duration.ofSeconds(45),
                Duration.ofSeconds(3),
                Duration.ofSeconds(11),
                new RateSearch.Settings(300, 20, 1_600, 0.2, 6))
            ::work;
  }

  @Override
  public List<ObjectiveResult> checks(Evidence evidence) {
    var checks = new ArrayList<ObjectiveResult>();
    checks.add(found(evidence));
    checks.add(
        proved(
            evidence,
            SafeRateTrial.AT_SAFE_RATE,
            "live orders keep their promise beside a replay at the safe rate",
            Judged.Answer.SUSTAINED));
    checks.add(
        proved(
            evidence,
            SafeRateTrial.BEYOND,
            String.format(
                Locale.ROOT, "they break it beside %.1f times that rate", SafeRateTrial.TOO_MUCH),
            Judged.Answer.NOT_SUSTAINED));
    checks.addAll(Checks.nothingLostOrDoubled(evidence));
    checks.add(Checks.audited(evidence));
    return checks;
  }

  private static ObjectiveResult found(Evidence evidence) {
    Optional<RunEvent> step = evidence.step(SafeRateTrial.FOUND);
    return new ObjectiveResult(
        "safe-rate",
        "a rate that a probe was seen to sustain",
        step.map(one -> one.text("detail")).orElse("the search did not come to its end"),
        // a machine on which no probe counted has shown nothing either way
        step.filter(one -> one.number("highestSustained") > 0)
            .map(one -> Boolean.TRUE)
            .orElse(null));
  }

  /** Judged anew from the records of the whole run; the last attempt counts. */
  private static ObjectiveResult proved(
      Evidence evidence, String step, String target, Judged.Answer wanted) {
    List<RunEvent> tried = evidence.steps(step);
    if (tried.isEmpty()) {
      return new ObjectiveResult(step, target, "not tried", null);
    }
    Judged seen = BesideLoad.of(tried.get(tried.size() - 1)).judge(evidence.folder());
    boolean isBreach = wanted == Judged.Answer.NOT_SUSTAINED;
    if (isBreach && seen.answer() == wanted && !isClear(evidence, seen)) {
      return new ObjectiveResult(
          step, target, described(seen) + "; by less than the observer may be late", null);
    }
    boolean claimed = !isBreach || claimsABreach(evidence, seen);
    return new ObjectiveResult(
        step,
        target,
        described(seen) + (claimed ? "" : "; the search did not come so far that it had to"),
        outcome(seen.answer(), wanted, claimed));
  }

  /** An observer that is late lengthens what it sees of live orders: so much is not their fault. */
  private static boolean isClear(Evidence evidence, Judged seen) {
    Double p99 = seen.figures().stage("end-to-end").p99Ms();
    long late = Judge.expectations(evidence.folder()).limits().slip().toMillis();
    return p99 == null || p99 > BesideLoad.PROMISED_MS + late;
  }

  /** A search that noise ended early has found a rate that is safe, not the highest that is. */
  private static boolean claimsABreach(Evidence evidence, Judged seen) {
    double breaksAt =
        evidence.step(SafeRateTrial.FOUND).map(step -> step.number("breaksAt")).orElse(0.0);
    ReplayFlow flow = seen.figures().replay();
    return breaksAt > 0 && flow != null && flow.asked().ceilingPerSecond() >= breaksAt;
  }

  private static @Nullable Boolean outcome(
      Judged.Answer answer, Judged.Answer wanted, boolean claimed) {
    if (answer == Judged.Answer.INVALID || (answer != wanted && !claimed)) {
      return null;
    }
    return answer == wanted;
  }

  private static String described(Judged seen) {
    ReplayFlow flow = seen.figures().replay();
    return String.format(
        Locale.ROOT,
        "at %.0f copies/s live p99 %s: %s",
        flow == null ? 0 : flow.copiedPerSecond(),
        p99(seen),
        String.join("; ", seen.reasons()));
  }

  private static String p99(Judged seen) {
    Double ms = seen.figures().stage("end-to-end").p99Ms();
    return ms == null ? "–" : String.format(Locale.ROOT, "%,.0f ms", ms);
  }

  @Override
  public Map<String, String> figures(Evidence evidence) {
    var figures = new LinkedHashMap<String, String>();
    evidence
        .step(SafeRateTrial.FOUND)
        .ifPresent(step -> figures.put("safe rate", step.text("detail")));
    figures.put("probes", Integer.toString(evidence.steps(SafeRateTrial.PROBED).size()));
    for (String step : List.of(SafeRateTrial.AT_SAFE_RATE, SafeRateTrial.BEYOND)) {
      evidence.steps(step).stream()
          .reduce((one, later) -> later)
          .map(one -> BesideLoad.of(one).judge(evidence.folder()))
          .ifPresent(
              seen -> {
                figures.put("live p99, " + step, p99(seen));
                ReplayFlow flow = seen.figures().replay();
                if (flow != null) {
                  figures.put(
                      "copies, " + step,
                      String.format(Locale.ROOT, "%.1f/s", flow.copiedPerSecond()));
                  figures.put(
                      "calls for the replay, " + step,
                      String.format(Locale.ROOT, "%.1f/s", flow.callsPerSecond()));
                  figures.put(
                      "told again on live topics, " + step,
                      String.format(Locale.ROOT, "%.0f/s", flow.toldAgainPerSecond()));
                }
              });
    }
    return figures;
  }
}
