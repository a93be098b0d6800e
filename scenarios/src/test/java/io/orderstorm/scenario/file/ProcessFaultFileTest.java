package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import io.orderstorm.scenario.model.Placement;
import io.orderstorm.scenario.model.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessFaultFileTest {

  private static final String SCENARIO =
      """
      scenario: own
      title: t
      question: q?
      owner: o
      pipeline:
        brokers: 3
        topics: { partitions: 6 }
      load:
        - hold: { rate: 100/s, for: 60s }
      faults:
        - name: one
          at: 10s
          for: 5s
          process: { %s }
      """;

  @TempDir Path folder;

  private Scenario read(String process) throws IOException {
    Path file = Files.writeString(folder.resolve("own.yaml"), SCENARIO.formatted(process));
    return ScenarioFile.read(file, List.of(), Optional.empty()).scenario();
  }

  private Placement placement(String process) throws IOException {
    Scenario scenario = read(process);
    return Placement.of(scenario.pipeline(), scenario.faults());
  }

  @Test
  void consumersThatNoFaultHitsShareAProcess() throws IOException {
    assertThat(placement("kill: controller").hosts())
        .singleElement()
        .satisfies(
            host -> {
              assertThat(host.name()).isEqualTo(Placement.PIPELINE);
              assertThat(host.members()).hasSize(4).containsEntry("payment", Set.of(0, 1, 2));
            });
  }

  @Test
  void aStageThatIsHitGetsAProcessOfItsOwn() throws IOException {
    Placement placement = placement("kill: consumer(payment)");

    assertThat(placement.hosts())
        .extracting(Placement.Host::name)
        .containsExactly("pipeline", "payment-consumers");
    assertThat(placement.host("payment-consumers").members())
        .isEqualTo(Map.of("payment", Set.of(0, 1, 2)));
    assertThat(placement.host("pipeline").members()).doesNotContainKey("payment");
    assertThat(placement.named(new Target.Consumer("payment", OptionalInt.empty())))
        .containsExactly("payment-consumers");
  }

  @Test
  void oneConsumerThatIsHitLeavesItsFellowsBehind() throws IOException {
    Placement placement = placement("pause: consumer(payment/1)");

    assertThat(placement.host("payment-consumer-1").members())
        .isEqualTo(Map.of("payment", Set.of(1)));
    assertThat(placement.host("pipeline").members()).containsEntry("payment", Set.of(0, 2));
    assertThat(placement.named(new Target.Consumer("payment", OptionalInt.of(1))))
        .containsExactly("payment-consumer-1");
  }

  @Test
  void crashPoisonHasTheStageThatReadsItInAProcessThatMayDieOfIt() throws IOException {
    Placement placement = poisoned("kinds: [malformed, crash-poison], count: 1");

    assertThat(placement.host("inventory-consumers").members().keySet())
        .containsExactly("inventory");
    assertThat(placement.host("inventory-consumers").diesOfPoison()).isTrue();
    assertThat(placement.host("pipeline").diesOfPoison()).isFalse();
    assertThat(placement.host("pipeline").members()).doesNotContainKey("inventory");
  }

  @Test
  void otherPoisonKillsNobody() throws IOException {
    assertThat(poisoned("kinds: [malformed, slow-poison], count: 1").hosts())
        .singleElement()
        .satisfies(host -> assertThat(host.diesOfPoison()).isFalse());
  }

  private Placement poisoned(String message) throws IOException {
    String text = SCENARIO.replace("process:", "message:").formatted(message);
    Path file = Files.writeString(folder.resolve("own.yaml"), text);
    Scenario scenario = ScenarioFile.read(file, List.of(), Optional.empty()).scenario();
    return Placement.of(scenario.pipeline(), scenario.faults());
  }

  @Test
  void allBrokersCanBeRestartedInTurn() throws IOException {
    ProcessFault fault = (ProcessFault) read("rolling-restart: brokers").faults().get(0);

    assertThat(fault.action()).isEqualTo(ProcessFault.Action.ROLLING_RESTART);
    assertThat(fault.target()).isEqualTo(new Target.AllBrokers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          kill: consumer(shipping)     | no stage 'shipping'; there are inventory, payment
          kill: consumer(payment/2)    | payment has consumers 0 to 1
          rolling-restart: broker-1    | a rolling restart is one of brokers, but is of broker-1
          restart: brokers             | write rolling-restart: brokers
          kill: warehouse              | no process 'warehouse'; a process fault hits broker-1
          melt: broker-1               | kill, stop, pause, restart, rolling-restart, fill-disk or lose-offsets
          fill-disk: brokers           | a disk that is filled is one broker's
          fill-disk: consumer(payment) | but not that of consumer(payment)
          lose-offsets: broker-1       | offsets are a whole stage's
          lose-offsets: consumer(payment/1) | but not of consumer(payment/1)
          fill-disk: broker-9          | no broker-9
          """)
  void whatIsNotThereCanNotBeHit(String process, String message) {
    assertThatThrownBy(() -> read(process.strip()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(message.strip());
  }
}
