package io.orderstorm.scenario.drill;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.scenario.engine.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Poison, and an outage during which payment gives sound events up. What is wrong in itself is
 * discarded with a reason, the rest is redriven; exactly the right ones, by their ids.
 */
final class DeadLetterTriage implements Drill {

  @Override
  public String name() {
    return "dlq-triage";
  }

  @Override
  public String title() {
    return "Poison is discarded with a reason, what an outage gave up is redriven, and nothing"
        + " else";
  }

  @Override
  public Duration limit(Form form) {
    return Duration.ofMinutes(8);
  }

  @Override
  public List<String> overrides(Form form) {
    return form == Form.FULL
        ? List.of()
        : List.of(
            "load.0.hold.rate=40/s",
            "load.0.hold.for=45s",
            "faults.0.at=4s",
            "faults.0.for=6s",
            "faults.1.at=8s",
            "faults.1.for=4s");
  }

  @Override
  public Operator operator(Form form) {
    return LetterTriage.afterOutage()::work;
  }

  @Override
  public List<ObjectiveResult> checks(Evidence evidence) {
    TriagedLetters letters = TriagedLetters.of(evidence);
    DeadLetters poison = evidence.result().deadLetters();
    var checks = new ArrayList<ObjectiveResult>();
    checks.add(
        Checks.given("outage", letters.sound().size(), "sound events given up in the outage"));
    checks.add(Checks.given("poison", letters.poison(), "poison records in dead-letter queues"));
    checks.add(letters.redrivenExactly());
    checks.add(
        new ObjectiveResult(
            "discarded",
            "exactly the poison, each with a reason in the audit log",
            String.format(Locale.ROOT, "%,d of %,d", letters.discarded(), letters.poison()),
            letters.discarded() == letters.poison()));
    checks.add(Checks.none("poison-missed", poison.missed(), "poison records not dead-lettered"));
    checks.add(Checks.noDeadOrders(evidence));
    checks.add(Checks.cleared(evidence));
    checks.addAll(Checks.nothingLostOrDoubled(evidence));
    checks.add(Checks.audited(evidence));
    return checks;
  }

  @Override
  public Map<String, String> figures(Evidence evidence) {
    var figures = new LinkedHashMap<String, String>();
    evidence
        .result()
        .deadLetters()
        .byCause()
        .forEach(
            cause -> figures.put(cause.topic() + " " + cause.error(), Checks.count(cause.count())));
    Window.between(
            evidence.events(RunEvent.FAULT_INJECTED).stream()
                .filter(event -> event.text("kind").equals("downstream"))
                .findFirst(),
            evidence.step(LetterTriage.CLEARED))
        .ifPresent(
            until -> figures.put("from outage to cleared", DrillJudge.seconds(until.seconds())));
    return figures;
  }
}
