package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.scenario.model.LoadStep;
import io.orderstorm.scenario.model.Rate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {

  private static final String SOUND =
      """
      scenario: own
      title: A title
      question: Does it hold?
      owner: us
      pipeline:
        brokers: 3
        topics: { partitions: 6 }
      load:
        - hold: { rate: 100/s, for: 30s }
        - ramp: { to: 300/s, over: 10s }
      warmup: 5s
      faults:
        - name: outage
          at: 10s
          for: 5s
          on: payment -> payment-provider
          toxic: { type: timeout }
      objectives:
        recovery:
          payment: { rto: 10s, rpo: 0 orders }
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeSoundScenario() throws IOException {
    file = Files.writeString(folder.resolve("own.yaml"), SOUND);
  }

  @Test
  void anOverrideReplacesOneValueByItsPath() {
    var read = ScenarioFile.read(file, List.of("load.1.ramp.to=1200/s"), Optional.empty());

    assertThat(read.scenario().load().steps().get(1))
        .isEqualTo(new LoadStep.Ramp(new Rate(1200), Duration.ofSeconds(10)));
    assertThat(read.resolved()).contains("1200/s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          load.0.hold.rate=0/s              | load.0.hold.rate: a rate is a number and /s
          load.0.hold.rate=10^12/s          | load.0.hold.rate: a rate is a number and /s
          load.0.hold.rate=1000000000000/s  | from 0.01/s to 1000000/s
          load.0.hold.for=30                | load.0.hold.for: a duration is a number and us, ms, s, m or h
          load.0.hold.for=0s                | must be longer than 0
          load.9.hold.for=5s                | must be a place in a list of 2, counted from 0
          load.0.hold.fro=5s                | load.0.hold.fro: unknown key; allowed here: rate, for
          faults.0.on=payment -> warehouse  | no link payment -> warehouse; payment reaches payment-provider
          faults.0.on=shipping -> brokers   | no client 'shipping'; a link starts at one of fulfilment, inventory
          faults.0.on=payment -> broker-4   | no broker-4; there are broker-1 to broker-3
          faults.0.on=broker-1 -> broker-2  | write brokers -> broker-2 instead of broker-1 -> broker-2
          faults.0.on=brokers -> broker-4   | no broker-4; there are broker-1 to broker-3
          faults.0.on=brokers -> consumer(payment) | no link ends at consumer(payment)
          pipeline.stages.payment.session=9ms | a consumer's session is 500ms to 30m
          faults.0.at=41s                   | faults.0.at: must be before the end of the load, which lasts 40000 ms
          faults.0.toxic.type=rain          | must be one of latency, bandwidth
          objectives.recovery.shipping=x    | unknown stage; allowed: ingestion, inventory, payment
          pipeline.topics.expand.to=6       | pipeline.topics.expand.to: must be above partitions, 6
          pipeline.stages.payment.batch.under-lag.gather=2s | under-lag: 'lag-above' is missing
          pipeline.producer.throttle.unanswered=0 | producer.throttle.unanswered: must be
          pipeline.topics.replication=4     | must not be above the number of brokers, 3, but is 4
          warmup=50s                        | warmup: must be shorter than the load
          scenario=other                    | must be the file's name without its ending, 'own'
          load.0.hold.for=6d                | a duration is a number and us, ms, s, m or h
          load.0.hold.rate=900000/s         | asks for 31
          """)
  void badInputIsRefusedWithTheFieldAndWhatIsAllowed(String override, String message) {
    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(override.strip()), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          mode: error, status: 503, retry-after: 2s | answers 503 with Retry-After 2 s
          mode: error                               | answers 500
          mode: partial-outage, share: 10%          | answers 500 to every call for 10% of the orders
          mode: late-answer, delay: 3s              | does its work and answers 3s later
          mode: rate-limit, rate: 50/s              | answers 429 to calls above 50/s
          mode: recovery-ramp, ramp: 2s | answers 503, and in the last 2s lets in more and more
          """)
  void aServiceMisbehavesAsTheFileSays(String mode, String meaning) throws IOException {
    writeDownstreamFault(mode);

    var fault = ScenarioFile.read(file, List.of(), Optional.empty()).scenario().faults().get(0);

    assertThat(fault.describe()).isEqualTo("payment-provider " + meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          mode: error, status: 404                  | downstream.status:
          mode: error, status: 500, retry-after: 2s | Retry-After goes with status 429 or 503
          mode: partial-outage                      | faults.0.downstream: 'share' is missing
          mode: late-answer, delay: 10ms            | must be above the caller's timeout of
          mode: rate-limit, rate: fast              | downstream.rate: a rate is
          mode: recovery-ramp, ramp: 60s            | the ramp is the last part of the fault
          mode: outage, share: 10%                  | downstream.share:
          """)
  void aServiceCannotMisbehaveInWaysThatMakeNoSense(String mode, String message)
      throws IOException {
    writeDownstreamFault(mode);

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          share: 1%             | orders: 1% of the offered load added as poison (null-key)
          count: 7              | orders: 7 records added as poison (null-key)
          positions: [200, 100] | orders: 2 records near orders 100, 200 added as poison (null-key)
          """)
  void poisonIsAddedByShareByCountOrByPosition(String amount, String meaning) throws IOException {
    writeFault("message: { kinds: [null-key], " + amount + " }");

    var fault = ScenarioFile.read(file, List.of(), Optional.empty()).scenario().faults().get(0);

    assertThat(fault.describe()).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          kinds: [null-key]                          | exactly one of share
          kinds: [null-key], count: 1, positions: [1] | exactly one of share
          kinds: [null-key], positions: []           | positions must name at least one order
          kinds: [null-key], positions: [-1]         | positions
          kinds: [rude], count: 1                    | crash-poison, but is 'rude'
          kinds: [null-key], count: 1, takes: 1s     | takes: says how slow slow-poison is
          kinds: [slow-poison], count: 1, takes: 0s  | must be longer than 0
          kinds: [slow-poison], count: 1, takes: 50us | takes, in milliseconds
          kinds: [slow-poison], count: 1, takes: 7   | a duration is a number and
          """)
  void poisonThatMakesNoSenseIsRefused(String message, String refusal) throws IOException {
    writeFault("message: { " + message + " }");

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          up-to=1 lag-above=100                | scale.up-to: must be above consumers, 2, and not above the topics' partitions, 6
          up-to=13 lag-above=100               | scale.up-to: must be above consumers, 2, and not above the topics' partitions, 6
          up-to=4                              | pipeline.stages.payment.scale: 'lag-above' is missing
          up-to=4 lag-above=100 lag-below=100  | scale.lag-below: must be less than lag-above, 100, but is 100
          up-to=4 lag-above=100 rate=3         | scale.rate: unknown key; allowed here:
          """)
  void anAutoscalerThatMakesNoSenseIsRefused(String keys, String refusal) {
    List<String> overrides =
        List.of(keys.strip().split(" ")).stream()
            .map(key -> "pipeline.stages.payment.scale." + key)
            .toList();

    assertThatThrownBy(() -> ScenarioFile.read(file, overrides, Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(refusal);
  }

  @Test
  void consumersThatAreScaledAreNotKilledToo() throws IOException {
    writeFault("process: { kill: consumer(payment/0) }");
    List<String> scale =
        List.of(
            "pipeline.stages.payment.scale.up-to=4", "pipeline.stages.payment.scale.lag-above=9");

    assertThatThrownBy(() -> ScenarioFile.read(file, scale, Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("hits consumers of a stage with scale");
  }

  private void writeDownstreamFault(String mode) throws IOException {
    writeFault("downstream: { service: payment-provider, " + mode + " }");
  }

  private void writeFault(String what) throws IOException {
    Files.writeString(
        file,
        SOUND.replaceAll("(?s)    on: payment.*?objectives:", "    " + what + "\nobjectives:"));
  }

  @Test
  void aRefusalNamesFileLineAndColumn() throws IOException {
    Files.writeString(file, SOUND.replace("rate: 100/s", "rate: 100"));

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .hasMessageStartingWith(file + ":9:19: load.0.hold.rate: ");
  }

  @Test
  void aRefusedOverrideNamesTheOption() {
    assertThatThrownBy(() -> ScenarioFile.read(file, List.of("quiet=soon"), Optional.empty()))
        .hasMessageStartingWith("--set quiet=soon: quiet: a duration");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Files.writeString(file, "");

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("own.yaml: is empty");
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    Files.write(file, new byte[50 << 20]);

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("at most 1 MiB");
  }

  @Test
  void aYamlBombIsRefused() throws IOException {
    Files.writeString(file, "a: &a [x, x]\nb: &b [*a, *a]\nscenario: [*b, *b]\n");

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(":2:8: aliases (*name) are not allowed");
  }

  @Test
  void whatIsNotYamlIsRefusedWithItsPlace() throws IOException {
    Files.writeString(file, "scenario: own\ntitle: [\n");

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("own.yaml:3:1: is not YAML");
  }

  @Test
  void whatIsNotTextIsRefused() throws IOException {
    Files.write(file, "title: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ScenarioFile.read(file, List.of(), Optional.empty()))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("is not UTF-8");
  }

  @Test
  void aFaultTooCloseToTheEndIsRemarkedOn() {
    var read = ScenarioFile.read(file, List.of("faults.0.at=32s"), Optional.empty());

    assertThat(read.warnings()).singleElement().asString().contains("'outage'").contains("VOID");
  }

  @Test
  void aRecordedCurveIsPlayedFaster() throws IOException {
    Files.writeString(folder.resolve("day.csv"), "time,rate\n0s,0/min\n10m,6000/min\n20m,0/min\n");
    Files.writeString(
        file,
        SOUND.replaceAll(
            "(?s)load:.*warmup: 5s",
            "load:\n  - curve: { file: day.csv, compress: 60 }\nwarmup: 5s"));

    var read = ScenarioFile.read(file, List.of(), Optional.empty());

    assertThat(read.scenario().load().lasting()).hasSeconds(20);
    assertThat(read.attachments()).containsExactly(folder.resolve("day.csv"));
  }

  @Test
  void objectivesKeepTheOrderOfTheFile() throws IOException {
    Files.writeString(
        file,
        SOUND
            + "    notification: { rto: 9s, rpo: 0 orders }\n"
            + "    fulfilment: { rto: 9s, rpo: 0 orders }\n"
            + "    ingestion: { rto: 9s, rpo: 0 orders }\n"
            + "    inventory: { rto: 9s, rpo: 0 orders }\n");

    var read = ScenarioFile.read(file, List.of(), Optional.empty());

    assertThat(read.scenario().objectives().recovery().keySet())
        .containsExactly("payment", "notification", "fulfilment", "ingestion", "inventory");
  }
}
