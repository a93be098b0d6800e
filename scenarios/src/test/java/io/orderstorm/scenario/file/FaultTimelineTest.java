package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.schedule.Occurrence;
import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.fault.schedule.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTimelineTest {

  private static final String HEAD =
      """
      scenario: own
      title: A title
      question: Does it hold?
      owner: us
      load:
        - hold: { rate: 100/s, for: 60s }
      """;

  private static final String OUTAGE =
      """
      faults:
        - name: outage
          at: 10s
          for: 4s
          on: payment -> payment-provider
          toxic: { type: timeout }
      """;

  @TempDir Path folder;

  @Test
  void aRepeatedFaultHappensAsOftenAsItSays() throws IOException {
    Plan plan = plan(OUTAGE + "    repeat: { times: 3, every: 10s }\n");

    assertThat(plan.faults())
        .extracting(Fault::name, fault -> fault.at().toSeconds())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("outage-1", 10L),
            org.assertj.core.groups.Tuple.tuple("outage-2", 20L),
            org.assertj.core.groups.Tuple.tuple("outage-3", 30L));
  }

  @Test
  void aFaultWaitsForLagRateOrAnotherFault() throws IOException {
    Plan plan =
        plan(
            OUTAGE
                + """
                  - name: on-lag
                    when: { lag: { group: payment, above: 500 } }
                    for: 2s
                    downstream: { service: warehouse, mode: slow, factor: 5 }
                  - name: on-rate
                    when: { rate: 90/s }
                    for: 2s
                    downstream: { service: email-gateway, mode: outage }
                  - name: afterwards
                    after: { fault: outage, reverted: 5s }
                    for: 2s
                    process: { kill: leader(orders/0) }
                """);

    assertThat(plan.occurrences().stream().map(Occurrence::start))
        .containsExactlyInAnyOrder(
            new Start.AtItsTime(),
            new Start.LagAbove("payment", 500),
            new Start.RateReached(90),
            new Start.After("outage", Start.Moment.REVERTED, Duration.ofSeconds(5)));
  }

  @Test
  void toxicsWorkTogetherAndMayFlap() throws IOException {
    Plan plan =
        plan(
            """
            faults:
              - name: bad-line
                at: 10s
                for: 10s
                on: producer -> brokers
                toxics:
                  - { type: latency, latency: 50ms, stream: upstream }
                  - { type: bandwidth, rate: 100kB/s }
                flap: { period: 2s, duty: 25% }
            """);

    assertThat(plan.faults().get(0).describe())
        .contains("late", "upstream only", "flapping, 500ms of every 2s");
    assertThat(((LinkFault) plan.faults().get(0)).toxics()).hasSize(2);
  }

  @Test
  void chaosIsTheSameForTheSameSeed() throws IOException {
    String chaos =
        """
        chaos:
          from: 5s
          budget: { faults: 4, gap: 1s, share: 60% }
          faults:
            - { name: cut, weight: 2, for: 3s, on: payment -> payment-provider, toxic: { type: down } }
            - { name: slow, for: 3s, downstream: { service: warehouse, mode: slow, factor: 3 } }
        """;

    List<Fault> first = plan(chaos).faults();

    assertThat(first).isNotEmpty().isEqualTo(plan(chaos).faults());
    assertThat(first).isNotEqualTo(plan("seed: 2\n" + chaos).faults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          repeat: { times: 1, every: 10s }                  | times
          repeat: { times: 3, every: 2s }                   | every must be longer than for (4s)
          flap: { period: 2s, duty: 100% }                  | duty must be above 0% and below 100%
          after: { fault: nobody, reverted: 1s }            | there is no fault 'nobody'
          after: { fault: outage, reverted: 1s }            | wait for each other
          when: { lag: { group: shipping, above: 5 } }      | inventory, payment, fulfilment, notification
          when: { rate: 90/s, lag: { group: a, above: 1 } } | a condition is lag
          """)
  void whatMakesNoSenseIsRefusedWithItsPlace(String key, String reason) {
    assertThatThrownBy(() -> plan(OUTAGE + "    " + key + "\n"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("own.yaml:")
        .hasMessageContaining(reason);
  }

  private Plan plan(String rest) throws IOException {
    Path file = Files.writeString(folder.resolve("own.yaml"), HEAD + rest);
    return ScenarioFile.read(file, List.of(), Optional.empty()).scenario().plan();
  }
}
