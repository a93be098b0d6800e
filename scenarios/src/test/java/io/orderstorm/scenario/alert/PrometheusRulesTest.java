package io.orderstorm.scenario.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orderstorm.scenario.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PrometheusRulesTest {

  /**
   * What a rule of Prometheus may say: its documentation, "Recording rules" and "Alerting rules".
   */
  private static final Set<String> OF_AN_ALERT =
      Set.of("alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  private static final String DURATION =
      "((\\d+y)?(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?)";

  @TempDir Path folder;

  private static String rules(String... overrides) {
    return PrometheusRules.of(
        ScenarioFile.read(
                Path.of("library", "payment-outage.yaml"), List.of(overrides), Optional.empty())
            .scenario());
  }

  @SuppressWarnings("unchecked")
  private static Stream<Map<String, Object>> parsed(String text) {
    var file =
        (Map<String, List<Map<String, Object>>>)
            new Load(LoadSettings.builder().build()).loadFromString(text);
    assertThat(file).containsOnlyKeys("groups");
    return file.get("groups").stream()
        .peek(group -> assertThat(group).containsOnlyKeys("name", "interval", "rules"))
        .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream());
  }

  @Test
  @SuppressWarnings("unchecked")
  void everyRuleHasTheFormThatPrometheusReads() {
    var names = new ArrayList<String>();

    parsed(rules())
        .forEach(
            rule -> {
              assertThat((String) rule.get("expr")).isNotBlank();
              if (rule.containsKey("record")) {
                assertThat(rule).containsOnlyKeys("record", "expr", "labels");
                assertThat((String) rule.get("record")).matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
              } else {
                assertThat(OF_AN_ALERT).containsAll(rule.keySet());
                assertThat((Map<String, Object>) rule.get("labels"))
                    .allSatisfy((label, value) -> assertThat(label).matches("[a-zA-Z_]\\w*"));
                assertThat(String.valueOf(rule.getOrDefault("for", "1m"))).matches(DURATION);
                names.add((String) rule.get("alert"));
              }
            });

    assertThat(names)
        .contains("payment-lag", "payment-provider-errors", "payment-dead-letters")
        .contains("payment-dead-letter-age", "payment-replay-overload", "payment-circuit-open");
  }

  @Test
  void theWindowsAreThoseOfTheWorkbookAndNotOfTheRun() {
    List<String> lag =
        parsed(rules())
            .filter(rule -> String.valueOf(rule.get("alert")).startsWith("payment-lag"))
            .map(rule -> (String) rule.get("expr"))
            .toList();

    assertThat(lag).hasSize(2);
    assertThat(lag.get(0))
        .contains("[3600s]) > 14.4 * 0.01 and ", "[300s]) > 14.4 * 0.01) or (")
        .contains("[21600s]) > 6 * 0.01 and ", "[1800s]) > 6 * 0.01)");
    assertThat(lag.get(1)).contains("[259200s]) > 1 * 0.01 and ", "[21600s]) > 1 * 0.01)");
  }

  @Test
  void prometheusesOwnToolFindsNothingWrong() throws Exception {
    assumeTrue(answers("promtool", "--version"), "promtool is not installed");
    Path file = Files.writeString(folder.resolve("rules.yml"), rules());

    assertThat(answers("promtool", "check", "rules", file.toString())).isTrue();
  }

  /**
   * The lag passes its bound after 6 h: with a budget of 1 % the page is due 8.64 min later, as
   * 14.4 times too fast is 14.4 % of an hour. The ticket's three days have hardly begun to be
   * watched.
   */
  @Test
  void prometheusRaisesTheLagAlertWhenTheBoardDoes() throws Exception {
    assumeTrue(answers("promtool", "--version"), "promtool is not installed");
    Files.writeString(folder.resolve("rules.yml"), rules("alerts.compress=1"));
    Path test =
        Files.writeString(
            folder.resolve("test.yml"),
            """
            rule_files: [ rules.yml ]
            evaluation_interval: 15s
            tests:
              - interval: 15s
                input_series:
                  - series: kafka_consumergroup_lag{consumergroup="payment",topic="inventory",partition="0"}
                    values: 0+0x1439 900000+0x120
                alert_rule_test:
                  - alertname: payment-lag-ticket
                    eval_time: 363m
                    exp_alerts: []
                  - alertname: payment-lag-ticket
                    eval_time: 368m
                    exp_alerts:
                      - exp_labels: { severity: ticket, stage: payment, owner: payments-team, consumergroup: payment }
                        exp_annotations: { summary: payment has lagged for too much of the time }
                  - alertname: payment-lag
                    eval_time: 368m
                    exp_alerts: []
                  - alertname: payment-lag
                    eval_time: 369m
                    exp_alerts:
                      - exp_labels: { severity: page, stage: payment, owner: payments-team, consumergroup: payment }
                        exp_annotations: { summary: payment has lagged for too much of the time }
            """
                .replace("payments-team", owner()));

    assertThat(answers("promtool", "test", "rules", test.toString())).isTrue();
  }

  private static String owner() {
    return ScenarioFile.read(Path.of("library", "payment-outage.yaml"), List.of(), Optional.empty())
        .scenario()
        .owner();
  }

  private static boolean answers(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
