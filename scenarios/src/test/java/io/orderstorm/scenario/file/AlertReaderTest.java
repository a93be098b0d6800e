package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.scenario.model.AlertRules;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertReaderTest {

  @TempDir Path folder;

  private Scenario read(String alerts, String... overrides) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            scenario: own
            title: A title
            question: Does it hold?
            owner: us
            load: [ { hold: { rate: 100/s, for: 60s } } ]
            faults:
              - { name: outage, at: 10s, for: 5s, on: payment -> payment-provider, toxic: { type: timeout } }
              - { name: slow, at: 25s, for: 5s, downstream: { service: warehouse, mode: slow, factor: 5 } }
            """
                + alerts);
    return ScenarioFile.read(file, List.of(overrides), Optional.empty()).scenario();
  }

  @Test
  void withoutASectionTheWorkbooksWindowsHoldAndTheLagObjectivesBounds() throws IOException {
    AlertRules rules = read("objectives: { lag: { payment: { below: 300 } } }").alerts();

    assertThat(rules.burns()).extracting(AlertRules.Burn::rate).containsExactly(14.4, 6.0, 1.0);
    assertThat(rules.inRun(Duration.ofHours(1))).hasSeconds(15);
    assertThat(rules.lag().bounds())
        .containsEntry("payment", 300L)
        .containsEntry("inventory", 1000L);
  }

  @Test
  void everyValueCanBeSaid() throws IOException {
    AlertRules rules =
        read("""
        alerts:
          compress: 60
          windows: [ { burn: 5, long: 10m, short: 1m, severity: ticket } ]
          lag: { objective: 95%, below: 50 }
          dead-letters: { more-than: 0, within: 5m, older-than: 30m }
          downstream: { objective: 90%, least-calls: 7 }
          replay: { objective: 98% }
        """)
            .alerts();

    assertThat(rules.compress()).isEqualTo(60);
    assertThat(rules.burns())
        .containsExactly(
            new AlertRules.Burn(
                5, Duration.ofMinutes(10), Duration.ofMinutes(1), AlertRules.Severity.TICKET));
    assertThat(rules.lag().objective()).isEqualTo(0.95);
    assertThat(rules.lag().bounds()).containsEntry("payment", 50L);
    assertThat(rules.deadLetters())
        .isEqualTo(new AlertRules.DeadLetters(0, Duration.ofMinutes(5), Duration.ofMinutes(30)));
    assertThat(rules.downstream()).isEqualTo(new AlertRules.Downstream(0.9, 7));
    assertThat(rules.replay().objective()).isEqualTo(0.98);
  }

  @Test
  void anExpectedAlertNamesItsFaultAndItsTime() throws IOException {
    Objectives.Alerting alerting =
        read("""
        objectives:
          alerts:
            payment-lag: { after: outage, within: 10s, clears-within: 20s }
            false-alarms: 0
        """)
            .objectives()
            .alerting();

    assertThat(alerting.falseAlarms()).contains(0);
    assertThat(alerting.expected())
        .containsExactly(
            new Objectives.ExpectedAlert(
                "payment-lag",
                "outage",
                Duration.ofSeconds(10),
                Optional.of(Duration.ofSeconds(20))));
  }

  @Test
  void whatCanNotBeIsRefusedWithItsPlaceAndWhatIsAllowed() {
    assertRefused("alerts: { compress: 400 }", "own.yaml:9", "alerts.compress", "750 ms");
    assertRefused(
        "alerts: { lag: { objective: 90% } }", "alerts.lag.objective", "from 93.06% to below 100%");
    assertRefused("alerts: { lag: { objective: 100% } }", "alerts.lag.objective", "leave a budget");
    assertRefused(
        "alerts: { windows: [ { burn: 2, long: 5m, short: 5m } ] }", "alerts.windows.0.short");
    assertRefused("alerts: { laag: {} }", "alerts.laag", "allowed here: compress");
    assertRefused(
        "objectives: { alerts: { pay-lag: { within: 1s } } }",
        "objectives.alerts.pay-lag",
        "payment-lag");
    assertRefused(
        "objectives: { alerts: { payment-lag: { within: 1s } } }",
        "objectives.alerts.payment-lag",
        "outage, slow");
    assertRefused(
        "objectives: { alerts: { payment-lag: { after: x, within: 1s } } }",
        "objectives.alerts.payment-lag.after",
        "allowed: outage, slow");
  }

  private void assertRefused(String alerts, String... parts) {
    assertThatThrownBy(() -> read(alerts))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContainingAll(parts);
  }
}
