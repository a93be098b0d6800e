package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Settings that are known to lose or double acknowledged orders, on real brokers: the report has to
 * say so. How many are lost is chance; that the second, independent count comes to the same number
 * is not. Minutes long, so it runs with {@code mvn verify -Pdrills}.
 */
@Tag("drill")
@Tag("alone")
class SeededDefectsIT {

  @TempDir Path folder;

  @Test
  void acknowledgedByTheLeaderAloneIsLostWhenThatLeaderFreezesAndAnotherTakesOver()
      throws Exception {
    JsonNode result =
        played(
            "acks: \"1\", linger: 5ms, delivery-timeout: 30s",
            "process: { pause: leader(orders/0) }",
            "for: 10s");

    assertThat(orders(result, "lost")).as(result.path("orders").toString()).isPositive();
    assertThat(result.path("anomalyCounts").path("lost-write").asLong())
        .isGreaterThanOrEqualTo(orders(result, "lost"));
    assertThat(result.path("verdict").asText()).isIn("BREACHED", "VOID");
    assertThat(result.path("reasons").toString()).contains("acknowledged orders are lost");
  }

  @Test
  void whatNobodyAcknowledgesIsLostWhenTheLeaderIsKilled() throws Exception {
    JsonNode result =
        played(
            "acks: \"0\", linger: 5ms, delivery-timeout: 30s",
            "process: { kill: leader(orders/0) }",
            "for: 8s");

    assertThat(orders(result, "lost")).as(result.path("orders").toString()).isPositive();
    assertThat(result.path("anomalyCounts").path("lost-write").asLong())
        .isGreaterThanOrEqualTo(orders(result, "lost"));
    assertThat(result.path("verdict").asText()).isIn("BREACHED", "VOID");
  }

  @Test
  void withoutIdempotenceAnswersThatGetLostMakeDuplicates() throws Exception {
    JsonNode result =
        played(
            "acks: all, idempotence: false, linger: 5ms, delivery-timeout: 60s",
            "on: producer -> brokers\n    toxic: { type: timeout, timeout: 0ms, stream: downstream }",
            "for: 12s");

    assertThat(result.path("anomalyCounts").path("duplicate").asLong())
        .as(result.path("anomalyCounts").toString())
        .isPositive();
    assertThat(orders(result, "lost")).isZero();
    assertThat(orders(result, "duplicateEffects")).as("the stages dedupe").isZero();
  }

  @Test
  void theSameFaultWithIdempotenceAndAllAcknowledgementsHarmsNothing() throws Exception {
    JsonNode result =
        played(
            "acks: all, idempotence: true, linger: 5ms, delivery-timeout: 60s",
            "on: producer -> brokers\n    toxic: { type: timeout, timeout: 0ms, stream: downstream }",
            "for: 12s");

    assertThat(result.path("anomalyCounts").path("duplicate").asLong()).isZero();
    assertThat(orders(result, "lost")).isZero();
  }

  private static long orders(JsonNode result, String what) {
    return result.path("orders").path(what).asLong();
  }

  /** Plays a run, and has {@code verify} count it again. */
  private JsonNode played(String producer, String fault, String lasting) throws Exception {
    Path scenario = scenario(producer, fault, lasting);
    Path run = folder.resolve("run");
    Path output = folder.resolve("output.txt");
    Process play =
        Product.start(
            folder.resolve("home"), output, "run", scenario.toString(), "--out", run.toString());
    assertThat(play.waitFor(6, TimeUnit.MINUTES)).isTrue();

    Path verified = folder.resolve("verified.txt");
    Process verify = Product.start(folder.resolve("home"), verified, "verify", run.toString());
    assertThat(verify.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(verify.exitValue()).as(Files.readString(verified)).isZero();
    return new ObjectMapper().readTree(run.resolve("result.json").toFile());
  }

  private Path scenario(String producer, String fault, String lasting) throws IOException {
    return Files.writeString(
        folder.resolve("seeded.yaml"),
        """
        scenario: seeded
        title: A setting that is known to be wrong
        question: Is it seen?
        owner: tests
        pipeline:
          brokers: 3
          failure-detection: fast
          topics: { partitions: 6, replication: 3, min-insync: 2 }
          producer: { %s }
        load:
          - hold: { rate: 200/s, for: 32s }
        warmup: 4s
        quiet: 90s
        validity: { slip: 2s }
        faults:
          - name: defect
            at: 8s
            %s
            %s
        """
            .formatted(producer, lasting, fault));
  }
}
