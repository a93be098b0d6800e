package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.scenario.model.Canary;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryReaderTest {

  @TempDir Path folder;

  private Scenario read(String canary) {
    try {
      Path file =
          Files.writeString(
              folder.resolve("own.yaml"),
              """
              scenario: own
              title: A title
              question: Does it hold?
              owner: us
              load: [ { hold: { rate: 100/s, for: 60s } } ]
              """
                  + canary);
      return ScenarioFile.read(file, List.of(), Optional.empty()).scenario();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void withoutASectionThereIsNoCandidate() {
    assertThat(read("").canary()).isEmpty();
  }

  @Test
  void everyValueCanBeSaid() {
    Scenario scenario =
        read(
            """
            canary:
              stage: payment
              mode: keys
              candidate: { slower-by: 40ms, rejects: 3%, declines: 5% }
              start: 12s
              steps: [2%, 40%, 100%]
              hold: 9s
              rules: { at-least: 70, errors: 1%, outcomes: 2%, latency: 1.5x }
            objectives: { canary: rolled-back before 40% }
            """);

    assertThat(scenario.canary())
        .contains(
            new Canary(
                "payment",
                Canary.Mode.KEYS,
                new Canary.Candidate(Duration.ofMillis(40), 0.03, 0.05),
                Duration.ofSeconds(12),
                List.of(0.02, 0.4, 1.0),
                Duration.ofSeconds(9),
                new Canary.Rules(70, Optional.of(0.01), Optional.of(0.02), Optional.of(1.5))));
    assertThat(scenario.objectives().canary()).contains(new Objectives.CanaryGoal(false, 0.4));
  }

  @Test
  void whatIsLeftOutHasItsUsualValueAndNoRuleIsMadeUp() {
    Canary canary =
        read("canary: { stage: fulfilment, start: 5s, rules: { errors: 1% } }")
            .canary()
            .orElseThrow();

    assertThat(canary.candidate().text()).isEqualTo("as the stable version");
    assertThat(canary.steps()).containsExactly(0.05, 0.25, 1.0);
    assertThat(canary.hold()).hasSeconds(10);
    assertThat(canary.rules().atLeast()).isEqualTo(100);
    assertThat(canary.rules().outcomes()).isEmpty();
    assertThat(canary.rules().latency()).isEmpty();
  }

  @Test
  void theGoalsAreReadAsTheyAreWritten() {
    String canary = "canary: { stage: payment, start: 5s, rules: { errors: 1% } }\n";

    assertThat(read(canary + "objectives: { canary: promoted }").objectives().canary())
        .contains(new Objectives.CanaryGoal(true, 1));
    assertThat(read(canary + "objectives: { canary: rolled-back }").objectives().canary())
        .contains(new Objectives.CanaryGoal(false, 1));
    assertThat(read(canary).objectives().canary()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          stage: payments, start: 5s, rules: { errors: 1% }                              | canary.stage | must be one of inventory, payment
          stage: payment, start: 5s, mode: blue, rules: { errors: 1% }                   | canary.mode | must be one of keys, shadow
          stage: payment, start: 5s                                                      | canary | 'rules' is missing
          stage: payment, start: 5s, rules: { at-least: 50 }                             | canary.rules | at least one of errors, outcomes and latency
          stage: payment, start: 5s, rules: { latency: 1.5 }                             | canary.rules.latency | such as 1.5x
          stage: payment, start: 5s, rules: { errors: 1 }                                | canary.rules.errors | a share is a number and %
          stage: payment, start: 5s, steps: [5%, 50%], rules: { errors: 1% }             | canary.steps | must end with 100%
          stage: payment, start: 5s, steps: [100%], rules: { errors: 1% }                | canary.steps | begin below it
          stage: payment, start: 5s, steps: [30%, 20%, 100%], rules: { errors: 1% }      | canary.steps.1 | steps rise
          stage: payment, start: 50s, rules: { errors: 1% }                              | canary.start | the load ends after 60000 ms
          stage: fulfilment, start: 5s, candidate: { declines: 5% }, rules: { errors: 1% } | canary.candidate.declines | fulfilment can't
          stage: payment, start: 5s, candidate: { slower-by: 1m }, rules: { errors: 1% } | canary.candidate.slower-by | must be 0s to 10s
          stage: payment, start: 5s, candidate: { faster: 1ms }, rules: { errors: 1% }   | canary.candidate.faster | unknown key
          stage: payment, start: 5s, mode: shadow, steps: [5%, 100%], rules: { errors: 1% } | canary.steps | in shadow
          stage: payment, start: 5s, mode: shadow, rules: { latency: 2x }                | canary.rules.latency | in shadow
          stage: payment, start: 5s, mode: shadow, candidate: { slower-by: 1s }, rules: { errors: 1% } | canary.candidate.slower-by | in shadow
          """)
  void whatMakesNoSenseIsRefusedWithItsPlace(String canary, String path, String why) {
    assertThatThrownBy(() -> read("canary: { " + canary + " }"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("own.yaml:6")
        .hasMessageContaining(path)
        .hasMessageContaining(why);
  }

  @Test
  void aGoalNeedsACandidateAndWordsThatAreKnown() {
    assertThatThrownBy(() -> read("objectives: { canary: promoted }"))
        .hasMessageContaining("objectives.canary")
        .hasMessageContaining("the scenario has no canary");
    assertThatThrownBy(
            () ->
                read(
                    "canary: { stage: payment, start: 5s, rules: { errors: 1% } }\n"
                        + "objectives: { canary: maybe }"))
        .hasMessageContaining("own.yaml:7")
        .hasMessageContaining("must be promoted, rolled-back");
  }

  @Test
  void consumersThatAFaultEndsHaveNoCandidate() {
    String canary = "canary: { stage: payment, start: 5s, rules: { errors: 1% } }\n";

    assertThatThrownBy(
            () ->
                read(
                    canary
                        + "faults: [ { name: gone, at: 20s, for: 5s, process: { kill: consumer(payment) } } ]"))
        .hasMessageContaining("canary.stage")
        .hasMessageContaining("fault 'gone' ends consumers of payment");
  }
}
