package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runbook in a pipeline where its incident happens, its steps done by the product itself. */
@Tag("drill")
@Tag("alone")
class RunbookIT {

  private static final String RUNBOOK =
      """
      ---
      title: The provider does not answer
      incident: downstream outage
      owner: tests
      scenario: SCENARIO
      fault: outage
      alert: payment-circuit-open
      times: { detect: 15s, mitigate: 50s, recover: 80s }
      ---

      # The provider does not answer

      ## 1. Look

      ```check
      alert payment-circuit-open is on
      ```

      ```sh run contains="WORDS"
      orderstorm pipeline status
      ```

      ## 2. See that nothing is given up

      ```sh run
      orderstorm dlq list
      ```

      ## 3. Have it mended

      ```sh run mitigates
      orderstorm pipeline end-fault outage
      ```

      ```wait-until within=30s
      alert payment-circuit-open is off
      lag payment < 20
      ```
      """;

  @TempDir Path folder;
  private Path run;
  private Path output;

  @BeforeEach
  void writeScenario() throws IOException {
    run = folder.resolve("run");
    output = folder.resolve("output.txt");
    Files.writeString(
        folder.resolve("away.yaml"),
        """
        scenario: away
        title: The provider is away
        question: Does the runbook help?
        owner: tests
        pipeline:
          brokers: 1
          topics: { partitions: 3, replication: 1 }
          stages: { payment: { on-outage: pause } }
        load:
          - hold: { rate: 30/s, for: 80s }
        quiet: 90s
        faults:
          - { name: outage, at: 8s, for: 65s, on: payment -> payment-provider, toxic: { type: timeout, stream: both } }
        """);
  }

  private int verify(String words) throws Exception {
    Path runbook =
        Files.writeString(
            folder.resolve("provider.md"),
            RUNBOOK
                .replace("SCENARIO", folder.resolve("away.yaml").toString())
                .replace("WORDS", words));
    Process product =
        Product.start(
            folder.resolve("home"),
            output,
            "runbook",
            "verify",
            runbook.toString(),
            "--pace",
            "1s",
            "--out",
            run.toString());
    assertThat(product.waitFor(8, TimeUnit.MINUTES)).isTrue();
    return product.exitValue();
  }

  private JsonNode record() throws IOException {
    return new ObjectMapper().readTree(run.resolve("runbook.json").toFile());
  }

  @Test
  void aRunbookThatHelpsHasItsTimesMeasured() throws Exception {
    int status = verify("payment-circuit-open");

    String seen = Files.readString(output);
    JsonNode record = record();
    // on a busy machine the run may not be judged; the steps and their times are there all the same
    assertThat(status).as(seen).isIn(0, 1, 3);
    for (JsonNode step : record.path("steps")) {
      assertThat(step.path("held").asBoolean()).as(seen).isTrue();
    }
    assertThat(record.path("steps").size()).isEqualTo(4);
    assertThat(record.path("times").path("detect").path("measuredSeconds").asDouble()).isPositive();
    assertThat(record.path("times").path("mitigate").path("measuredSeconds").asDouble())
        .isLessThan(65);
    JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    assertThat(result.path("orders").path("lost").asLong()).isZero();
    assertThat(result.path("alerts").findValuesAsText("name")).contains("payment-circuit-open");
    assertThat(result.path("faults").get(0).path("revertedSeconds").asDouble())
        .as("ended by the step, not by the schedule")
        .isLessThan(73);
  }

  @Test
  void aWrongStepFailsThereWithWhatWasExpectedAndSeen() throws Exception {
    int status = verify("everything is fine");

    assertThat(status).as(Files.readString(output)).isEqualTo(1);
    JsonNode record = record();
    assertThat(record.path("verdict").asText()).isEqualTo("FAILED");
    assertThat(record.path("steps").size()).isEqualTo(2);
    assertThat(record.path("reasons").get(0).asText())
        .startsWith("step '1. Look', line ")
        .contains(
            "'everything is fine' in the output", "seen exit status 0", "payment-circuit-open");
  }
}
