package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.process.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults on our own clients' ways to three brokers of somebody else's. */
class ExternalLinkIT {

  @TempDir static Path shared;
  private static EmbeddedCluster cluster;
  private static Admin admin;

  @TempDir Path folder;

  @BeforeAll
  static void startTheUsersBrokers() {
    cluster =
        EmbeddedCluster.start(
            ClusterLayout.plan(3, List.of()),
            ClusterSettings.in(
                shared.resolve("brokers"),
                shared.resolve("logs"),
                FailureDetection.DEFAULT,
                Compilation.QUICK));
    admin = Admin.create(Map.of("bootstrap.servers", servers()));
  }

  @AfterAll
  static void stopThem() {
    admin.close();
    cluster.close();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(admin.listTopics().names().get()).isEmpty();
    assertThat(admin.listGroups().all().get()).isEmpty();
  }

  @Test
  void aSilentWayOfOneRoleBitesThatRoleAlone() throws Exception {
    JsonNode result =
        played(
            """
              - name: payment-cut-off
                at: 8s
                for: 4s
                on: payment -> brokers
                toxic: { type: timeout, stream: both }
            """);

    JsonNode fault = result.path("faults").path(0);
    assertThat(fault.path("effective").asBoolean()).as(fault.toString()).isTrue();
    assertThat(fault.path("revertedAt").asText()).isNotEmpty();
    assertThat(slowestDuring(fault, "payment")).isGreaterThan(3_000);
    assertThat(slowestDuring(fault, "ingestion")).isLessThan(3_000);
    assertThat(slowestDuring(fault, "inventory")).isLessThan(3_000);
  }

  @Test
  void theLeaderOfAPartitionAndABrokerByItsIdCanBeMeant() throws Exception {
    JsonNode result =
        played(
            """
              - name: slow-leader
                at: 3s
                for: 3s
                on: producer -> leader(orders/0)
                toxic: { type: latency, latency: 300ms, stream: both }
              - name: broker-2-refuses
                at: 8s
                for: 2s
                on: fulfilment -> broker-2
                toxic: { type: down }
            """);

    assertThat(result.path("faults"))
        .hasSize(2)
        .allSatisfy(
            fault -> assertThat(fault.path("effective").asBoolean()).as(fault.toString()).isTrue());
    assertThat(latency(result, "ingestion").path("maxMs").asDouble()).isGreaterThan(500);
  }

  @Test
  void aBrokerThatTheClusterDoesNotHaveIsRefused() throws Exception {
    assertThat(run(fault("payment -> broker-9"))).isEqualTo(2);

    assertThat(output()).content().contains("broker-9").contains("broker-1, broker-2, broker-3");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void howTheBrokersReplicateIsRefusedWhereItStands() throws Exception {
    assertThat(run(fault("brokers -> broker-2"))).isEqualTo(2);

    assertThat(output()).content().contains("small.yaml:15:").contains("replicate");
  }

  private static String fault(String on) {
    return """
              - name: one
                at: 3s
                for: 3s
                on: %s
                toxic: { type: down }
           """
        .formatted(on);
  }

  /** Every order is where it should be, and the run can be judged. */
  private JsonNode played(String faults) throws Exception {
    int status = run(faults);

    assertThat(status).as(Files.readString(output())).isZero();
    JsonNode result =
        new ObjectMapper().readTree(folder.resolve("run").resolve("result.json").toFile());
    JsonNode orders = result.path("orders");
    assertThat(orders.path("offered").asLong()).isEqualTo(560);
    assertThat(orders.path("acknowledged").asLong()).isEqualTo(560);
    assertThat(orders.path("fulfilled").asLong() + orders.path("compensated").asLong())
        .isEqualTo(560);
    assertThat(orders.path("lost").asLong()).isZero();
    assertThat(orders.path("duplicateEffects").asLong()).isZero();
    return result;
  }

  /** Of the orders that were meant to be sent during a fault; the first ones meet cold code. */
  private double slowestDuring(JsonNode fault, String stage) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("run").resolve("timeline.csv"));
    List<String> columns = List.of(lines.get(0).split(",", -1));
    int second = columns.indexOf("second");
    int slowest = columns.indexOf(stage + "MaxMs");
    double from = fault.path("injectedSeconds").asDouble();
    double to = fault.path("revertedSeconds").asDouble();
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(row -> Double.parseDouble(row[second]) >= Math.floor(from))
        .filter(row -> Double.parseDouble(row[second]) < to)
        .filter(row -> !row[slowest].isEmpty())
        .mapToDouble(row -> Double.parseDouble(row[slowest]))
        .max()
        .orElseThrow();
  }

  private static JsonNode latency(JsonNode result, String stage) {
    for (JsonNode one : result.path("latency")) {
      if (one.path("stage").asText().equals(stage)) {
        return one;
      }
    }
    throw new AssertionError("no latency of " + stage + " in " + result);
  }

  private Path output() {
    return folder.resolve("output.txt");
  }

  private int run(String faults) throws Exception {
    var arguments = new ArrayList<>(List.of("run", scenario(faults).toString()));
    arguments.addAll(List.of("--environment", "external", "--bootstrap-servers", servers()));
    Path allowed =
        Files.writeString(
            folder.resolve("allowed.yaml"),
            "clusters: [ " + admin.describeCluster().clusterId().get() + " ]");
    arguments.addAll(List.of("--allow-list", allowed.toString()));
    arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    Process product =
        Product.start(folder.resolve("home"), output(), arguments.toArray(String[]::new));
    assertThat(product.waitFor(6, TimeUnit.MINUTES)).isTrue();
    return product.exitValue();
  }

  private Path scenario(String faults) throws IOException {
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        scenario: small
        title: A small run
        question: Are faults on our own ways to brokers of somebody else's real?
        owner: tests
        pipeline:
          topics: { partitions: 3, replication: 3, min-insync: 2 }
        load:
          - hold: { rate: 40/s, for: 14s }
        quiet: 90s
        validity: { slip: 3s }
        faults:
        """
            + faults);
  }

  private static String servers() {
    return cluster.bootstrapServers(ClusterLayout.DIRECT);
  }
}
