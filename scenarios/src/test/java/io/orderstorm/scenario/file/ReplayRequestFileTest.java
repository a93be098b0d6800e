package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.Keys;
import io.orderstorm.simulator.replay.OffsetRange;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.plan.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayRequestFileTest {

  private static final String SOUND =
      """
      replay: mondays-payments
      owner: payments-team
      intent: Copy what Monday's deployment dropped
      scope: { topics: [ payments ], from: 2026-11-23T08:00:00Z, to: 2026-11-23T09:00:00Z }
      ceiling: { records: 500/s, bytes: 1MB/s }
      target: { topic: payments-again }
      guard: { group: fulfilment, lag-above: 1000 }
      """;

  @TempDir Path folder;

  private ReplayRequest read(String text) throws IOException {
    return ReplayRequestFile.read(Files.writeString(folder.resolve("request.yaml"), text));
  }

  @Test
  void aRequestIsReadWhole() throws IOException {
    ReplayRequest request = read(SOUND);

    assertThat(request.owner()).isEqualTo("payments-team");
    assertThat(request.scope().from()).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
    assertThat(request.scope().keys()).isEqualTo(new Keys.Any());
    assertThat(request.ceiling().recordsPerSecond()).isEqualTo(500);
    assertThat(request.ceiling().bytesPerSecond()).isEqualTo(1_000_000);
    assertThat(request.target())
        .isEqualTo(new Target.Topic("payments-again", Target.Partitioning.KEY));
    assertThat(request.guard()).isEqualTo(new Guard("fulfilment", 1_000, 500));
    assertThat(request.includeReplayed()).isFalse();
  }

  @Test
  void offsetsIncludeBothEndsAndAStageIsATarget() throws IOException {
    ReplayRequest request =
        read(
            SOUND
                .replace(
                    "scope: { topics: [ payments ], from: 2026-11-23T08:00:00Z, to:"
                        + " 2026-11-23T09:00:00Z }",
                    "scope: { partitions: [ { topic: inventory, partition: 3, offsets: 5..9 } ],"
                        + " event-types: [ StockReserved ] }")
                .replace("topic: payments-again", "stage: payment"));

    assertThat(request.scope().offsets()).containsExactly(new OffsetRange("inventory", 3, 5, 10));
    assertThat(request.target()).isEqualTo(new Target.Lane("payment"));
  }

  @Test
  void aRevisionMakesItACorrection() throws IOException {
    ReplayRequest request =
        read(
            SOUND
                .replace("[ payments ]", "[ inventory ]")
                .replace("topic: payments-again", "stage: payment, revision: 2"));

    assertThat(request.target()).isEqualTo(new Target.Correction("payment", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        ", to: 2026-11-23T09:00:00Z | \"\" | :4:8: scope: unbounded; needs 'from' and 'to'",
        "from: 2026-11-23T08:00:00Z | from: yesterday | :4:38: scope.from: a time is written in"
            + " UTC",
        "from: 2026-11-23T08:00:00Z | from: 2026-11-23T10:00:00Z | :4:8: scope: 'from' must be"
            + " before",
        "ceiling: { records: 500/s, bytes: 1MB/s } | \"\" | 'ceiling' is missing",
        ", bytes: 1MB/s | \"\" | :5:10: ceiling: 'bytes' is missing",
        "1MB/s | 1MB | :5:35: ceiling.bytes: a rate of bytes is a size and /s",
        "500/s | 0/s | ceiling.records: a rate is a number and /s",
        "payments-again | payments | :6:9: target: the target payments is a source too",
        "topic: payments-again | stage: billing | target.stage: must be one of inventory, payment",
        "topic: payments-again | \"stage: payment, revision: 0\" | :6:37: target.revision: ",
        "topic: payments-again | \"stage: payment, revision: next\" | :6:37: target.revision: ",
        "topic: payments-again | \"topic: payments-again, revision: 1\" | unknown key; allowed"
            + " here",
        "owner: payments-team | owner: '' | :2:8: owner: must not be empty",
        "lag-above: 1000 | lag-over: 1000 | guard: 'lag-above' is missing",
        "lag-above: 1000 | \"lag-above: 1000, p99-above: 200ms\" | a guard's p99 is at least 1s",
        "intent: | reason: | 'intent' is missing",
        "topics: [ payments ], | \"topics: [ payments ], speed: high,\" | unknown key; allowed"
            + " here",
        "mondays-payments | Monday | a replay's name is"
      })
  void whatIsNeverAllowedIsRefusedWithItsLine(String replace, String with, String message)
      throws IOException {
    String text = SOUND.replace(replace.strip(), with.strip());
    assertThat(text).isNotEqualTo(SOUND);

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith(folder.resolve("request.yaml").toString())
        .hasMessageContaining(message.strip());
  }

  @Test
  void aPolicyChangesWhatItNames() throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(
        file,
        """
        max-records: 500
        max-rate: { bytes: 5MB/s }
        approval-valid-for: 4h
        approvers: [ anna, ben ]
        four-eyes: false
        """);

    Policy policy = ReplayPolicyFile.read(file);

    assertThat(policy)
        .isEqualTo(
            new Policy(
                file.toString(),
                500,
                Policy.USUAL.maxRecordsPerSecond(),
                5_000_000,
                Duration.ofHours(4),
                java.util.List.of("anna", "ben"),
                false,
                3));
    Files.writeString(file, "max-recrods: 5\n");
    assertThatThrownBy(() -> ReplayPolicyFile.read(file))
        .hasMessageContaining("unknown key; allowed here: max-records");
  }
}
