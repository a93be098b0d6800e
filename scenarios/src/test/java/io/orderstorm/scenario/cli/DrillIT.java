package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills as a team plays them. */
@Tag("drill")
@Tag("alone")
class DrillIT {

  private static final String SHIPPED = "../scenarios/drills/";

  @TempDir Path folder;

  @Test
  void whatPaymentWasNeverGivenIsReplayedUnderLoad() throws Exception {
    Path run = folder.resolve("run");

    int status = orderstorm("drill", "quarterly-replay", "--short", "--out", run.toString());

    assertThat(run.resolve("drill.json")).as(said()).exists();
    JsonNode drill = json(run, "drill.json");
    assertThat(missed(drill)).as(drill.toPrettyString()).isEmpty();
    // how busy the machine is may make the run VOID; nothing that was proved of the replay is
    assertThat(status).as(drill.path("reasons").toString()).isIn(0, 3);
    JsonNode orders = json(run, "result.json").path("orders");
    assertThat(orders.path("lost").asLong()).isZero();
    assertThat(orders.path("duplicateEffects").asLong()).isZero();
    assertThat(run.resolve("drill-junit.xml")).isNotEmptyFile();
    assertThat(orderstorm("verify", run.toString())).as(said()).isZero();

    Path audit = run.resolve("replays").resolve("audit.jsonl");
    Files.writeString(audit, Files.readString(audit).replace("on-call-lead", "on-call-head"));

    assertThat(orderstorm("verify", run.toString())).isEqualTo(1);
    assertThat(said()).contains("altered [replays/audit.jsonl]");
    // the drill's verdict, though the run may have passed
    assertThat(orderstorm("report", run.toString())).as(said()).isIn(1, 3);
    assertThat(missed(json(run, "drill.json"))).containsExactly("audit");
  }

  @Test
  void aDrillBeyondItsTimeIsEndedAndVoid() throws Exception {
    Path run = folder.resolve("run");

    int status =
        orderstorm(
            "drill", "quarterly-replay", "--short", "--limit", "25s", "--out", run.toString());

    assertThat(status).as(said()).isEqualTo(3);
    assertThat(json(run, "drill.json").path("verdict").asText()).isEqualTo("VOID");
    assertThat(said()).contains("time-limit").contains("at most 25 s in all");
  }

  @Test
  void withoutTheRepairExactlyTheRecordsThatWerePassedOverAreLost() throws Exception {
    Path run = folder.resolve("run");
    var command = new ArrayList<>(List.of("run", SHIPPED + "quarterly-replay.yaml"));
    for (String override :
        List.of(
            "pipeline.brokers=1",
            "pipeline.topics.partitions=4",
            "pipeline.topics.replication=1",
            "pipeline.topics.min-insync=1",
            "orders.follow-ups=0%",
            "load.0.hold.rate=60/s",
            "load.0.hold.for=15s",
            "load.1.hold.rate=50/s",
            "load.1.hold.for=25s",
            "warmup=5s",
            "quiet=15s",
            "faults.0.at=14s",
            "faults.0.for=4s")) {
      command.addAll(List.of("--set", override));
    }
    command.addAll(List.of("--out", run.toString()));

    orderstorm(command.toArray(String[]::new));

    JsonNode lost =
        Files.readAllLines(run.resolve("events.jsonl")).stream()
            .map(DrillIT::parsed)
            .filter(event -> event.path("type").asText().equals("offsets-lost"))
            .findFirst()
            .orElseThrow();
    long passedOver = lost.path("to").asLong() - lost.path("from").asLong();
    JsonNode result = json(run, "result.json");
    assertThat(passedOver).isPositive();
    assertThat(result.path("orders").path("lost").asLong()).isEqualTo(passedOver);
    assertThat(result.path("verdict").asText()).isIn("BREACHED", "VOID");
  }

  private static List<String> missed(JsonNode drill) {
    var missed = new ArrayList<String>();
    drill
        .path("checks")
        .forEach(
            check -> {
              if (!check.path("met").asBoolean(false)) {
                missed.add(check.path("name").asText());
              }
            });
    return missed;
  }

  private static JsonNode parsed(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static JsonNode json(Path run, String file) throws IOException {
    return new ObjectMapper().readTree(run.resolve(file).toFile());
  }

  private int orderstorm(String... arguments) throws Exception {
    Process product =
        Product.start(folder.resolve("home"), folder.resolve("output.txt"), arguments);
    assertThat(product.waitFor(8, TimeUnit.MINUTES)).isTrue();
    return product.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }
}
