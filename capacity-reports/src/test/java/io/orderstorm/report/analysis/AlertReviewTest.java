package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.Campaign.s;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertReviewTest {

  @TempDir Path temp;

  /** Payment is cut off from 20 s to 30 s. */
  private static SyntheticRun cut() {
    return Campaign.steady(100, 60)
        .exact()
        .freeze("payment", s(20), s(30), 0)
        .fault("cut", "link", s(20), s(30), "cut")
        .simulate();
  }

  private static SyntheticRun cleared(SyntheticRun run, String name, double at) {
    run.log.add(
        RunEvent.of(SyntheticRun.START + (long) (at * 1e9), RunEvent.ALERT_CLEARED)
            .with("name", name)
            .with("stage", "payment"));
    return run;
  }

  @Test
  void anAlertTellsOfTheFaultThatIsFeltAndHowSoonAfterIt() {
    SyntheticRun run = cut().alert("payment-lag", "payment", s(26));
    cleared(run, "payment-lag", 33);

    RunResult result = result(run, null);

    Alert alert = result.alerts().get(0);
    assertThat(alert.fault()).isEqualTo("cut");
    assertThat(alert.raisedSeconds()).isEqualTo(26);
    assertThat(alert.detectSeconds()).isEqualTo(6);
    assertThat(alert.clearedSeconds()).isEqualTo(33);
  }

  @Test
  void anAlertOfNoFaultIsAFalseAlarm() {
    SyntheticRun run =
        cut()
            .alert("early", "payment", s(5))
            .alert("payment-lag", "payment", s(26))
            .alert("late", "", s(50));

    RunResult result = result(run, new Objectives.Alerting(List.of(), 1));

    assertThat(result.alerts()).extracting(Alert::fault).containsExactly(null, "cut", null);
    assertThat(objective(result, "alerts.false-alarms").actual()).isEqualTo("2: early, late");
    assertThat(objective(result, "alerts.false-alarms").met()).isFalse();
  }

  @Test
  void anExpectedAlertIsHeldToItsTimeAndToItsEnd() {
    SyntheticRun run = cut().alert("payment-lag", "payment", s(26));
    cleared(run, "payment-lag", 33);

    assertThat(objective(result(run, within(6, 3)), "alerts.payment-lag").met()).isTrue();
    assertThat(objective(result(run, within(6, 3)), "alerts.payment-lag.clears").met()).isTrue();
    assertThat(objective(result(run, within(5, 2)), "alerts.payment-lag").met()).isFalse();
    assertThat(objective(result(run, within(5, 2)), "alerts.payment-lag.clears").met()).isFalse();
    assertThat(objective(result(run, within(5, 2)), "alerts.payment-lag").actual())
        .isEqualTo("6.00 s");
  }

  @Test
  void anAlertThatNeverCameMissesAndOneThatStoodBeforeCanNotBeJudged() {
    ObjectiveResult never = objective(result(cut(), within(5, null)), "alerts.payment-lag");
    SyntheticRun before = cut().alert("payment-lag", "payment", s(12));
    ObjectiveResult stood = objective(result(before, within(5, null)), "alerts.payment-lag");

    assertThat(never.met()).isFalse();
    assertThat(never.actual()).isEqualTo("never raised");
    assertThat(stood.met()).isNull();
  }

  /** A flood of poison from 10 s to 15 s, before the link is cut. */
  @Test
  void poisonExplainsDeadLettersToTheEndButNothingElseThatComesAfterIt() {
    SyntheticRun run = cut().fault("poison", "message", s(10), s(15), "added");
    alert(run, "inventory-lag", 14, "burnLong", 20);
    alert(run, "inventory-circuit-open", 17, "calls", 3);
    alert(run, "inventory-dead-letters", 18, "added", 6);
    alert(run, "inventory-dead-letter-overflow", 19, "calls", 3);
    alert(run, "inventory-dead-letter-age", 29, "oldestSeconds", 16);

    List<Alert> alerts = result(run, null).alerts();

    assertThat(alerts)
        .extracting(Alert::fault)
        .containsExactly("poison", null, "poison", "poison", "poison");
    assertThat(alerts.get(4).detectSeconds()).isEqualTo(19);
  }

  private static void alert(SyntheticRun run, String name, double at, String figure, int value) {
    run.log.add(
        RunEvent.of(SyntheticRun.START + (long) (at * 1e9), RunEvent.ALERT)
            .with("name", name)
            .with("stage", "inventory")
            .with("severity", "page")
            .with("detail", "")
            .with(figure, value));
  }

  private static Objectives.Alerting within(int seconds, @Nullable Integer clears) {
    return new Objectives.Alerting(
        List.of(
            new Objectives.ExpectedAlert(
                "payment-lag", "cut", s(seconds), clears == null ? null : s(clears))),
        null);
  }

  private static ObjectiveResult objective(RunResult result, String name) {
    return result.objectives().stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private RunResult result(SyntheticRun run, Objectives.@Nullable Alerting alerting) {
    var objectives =
        new Objectives(
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            null,
            null,
            List.of(),
            alerting == null ? Objectives.Alerting.UNASKED : alerting);
    var cut = new ExpectedFault("cut", ExpectedFault.Kind.LINK, "payment -> provider", "");
    var poison = new ExpectedFault("poison", ExpectedFault.Kind.MESSAGE, "orders", "");
    boolean isPoisoned = run.log.stream().anyMatch(event -> event.text("fault").equals("poison"));
    ExpectedFault[] expected =
        isPoisoned ? new ExpectedFault[] {poison, cut} : new ExpectedFault[] {cut};
    Path folder = temp.resolve(Long.toString(System.nanoTime()));
    return Checked.analyse(
        SyntheticFolder.write(run, folder), Campaign.expectations(run, objectives, expected));
  }
}
