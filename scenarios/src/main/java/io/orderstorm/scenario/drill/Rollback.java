package io.orderstorm.scenario.drill;

import io.orderstorm.report.folder.RunEvent;
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

/**
 * A release of the payment handler gives up some of the events that it should charge for, and no
 * rule holds it up. The on-call is called, takes it back by hand, and redrives what it gave up: no
 * order is lost and none is charged twice.
 */
final class Rollback implements Drill {

  @Override
  public String name() {
    return "rollback";
  }

  @Override
  public String title() {
    return "A bad release is taken back by hand, and what it gave up is made good";
  }

  @Override
  public Duration limit(Form form) {
    return Duration.ofMinutes(6);
  }

  @Override
  public List<String> overrides(Form form) {
    return form == Form.FULL ? List.of() : List.of("load.0.hold.rate=50/s", "load.0.hold.for=76s");
  }

  @Override
  public Operator operator(Form form) {
    return new ReleaseRecall(Duration.ofSeconds(form == Form.FULL ? 8 : 3))::work;
  }

  @Override
  public List<ObjectiveResult> checks(Evidence evidence) {
    TriagedLetters letters = TriagedLetters.of(evidence);
    var checks = new ArrayList<ObjectiveResult>();
    checks.add(
        Checks.given("harm", letters.sound().size(), "sound events given up by the release"));
    checks.add(called(evidence));
    checks.add(recalled(Optional.ofNullable(evidence.result().canary())));
    checks.add(
        Checks.none(
            "withdrawn",
            Optional.ofNullable(evidence.result().canary()).map(Canary::strays).orElse(0L),
            "events given to it after that"));
    checks.add(letters.redrivenExactly());
    checks.add(Checks.noDeadOrders(evidence));
    checks.add(Checks.cleared(evidence));
    checks.addAll(Checks.nothingLostOrDoubled(evidence));
    checks.add(Checks.audited(evidence));
    return checks;
  }

  private static ObjectiveResult called(Evidence evidence) {
    Optional<RunEvent> step = evidence.step(ReleaseRecall.CALLED);
    return new ObjectiveResult(
        "called",
        "the pipeline's own alert calls the on-call",
        step.map(one -> one.text("detail")).orElse("nobody was called"),
        step.isPresent());
  }

  /** By hand: a rule that was quicker is another drill. */
  private static ObjectiveResult recalled(Optional<Canary> release) {
    boolean back = release.map(of -> of.ending().equals(Canary.ROLLED_BACK)).orElse(false);
    boolean byHand = release.map(of -> of.reason().startsWith("taken back")).orElse(false);
    boolean told = release.map(Canary::confirmed).orElse(false);
    return new ObjectiveResult(
        "recalled",
        "taken back by hand, with no rule that asked for it",
        release
            .map(
                of ->
                    String.format(
                        Locale.ROOT,
                        "%s at %.0f %% of the keys: %s",
                        of.ending(),
                        100 * of.greatestShare(),
                        of.reason()))
            .orElse("there was no release"),
        told ? (Boolean) (back && byHand) : null);
  }

  @Override
  public Map<String, String> figures(Evidence evidence) {
    var figures = new LinkedHashMap<String, String>();
    Optional<RunEvent> released =
        evidence.events(RunEvent.CANARY).stream()
            .filter(event -> event.text("change").equals("started"))
            .findFirst();
    put(figures, "from the release to the alert", released, evidence.step(ReleaseRecall.CALLED));
    put(figures, "to its being taken back", released, evidence.step(ReleaseRecall.RECALLED));
    put(figures, "to nothing open", released, evidence.step(LetterTriage.CLEARED));
    return figures;
  }

  private static void put(
      Map<String, String> figures, String name, Optional<RunEvent> from, Optional<RunEvent> to) {
    Window.between(from, to)
        .ifPresent(span -> figures.put(name, DrillJudge.seconds(span.seconds())));
  }
}
