package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs on a cluster and a database that are not the run's: they are started here, with topics,
 * groups and a schema of other people's in them, and must be the same afterwards.
 */
class ExternalIT {

  private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);
  private static final TopicPartition THEIRS = new TopicPartition("orders", 0);

  @TempDir static Path shared;
  private static EmbeddedCluster cluster;
  private static EmbeddedDatabase database;
  private static StoreSettings login;
  private static Admin admin;
  private static String clusterId;

  @TempDir Path folder;
  private Path run;
  private Path output;
  private Path allowList;
  private Path passwordFile;
  private State before;

  /** What is there, and what must be there again. */
  private record State(
      Set<String> topics, Set<String> groups, Set<String> schemas, long theirRecords) {}

  @BeforeAll
  static void startTheUsersBrokersAndDatabase() throws Exception {
    database = EmbeddedDatabase.start(shared.resolve("data"), shared.resolve("postgres.log"));
    login = database.settings(1);
    cluster =
        EmbeddedCluster.start(
            ClusterLayout.plan(1, List.of()),
            ClusterSettings.in(
                shared.resolve("brokers"),
                shared.resolve("logs"),
                FailureDetection.DEFAULT,
                Compilation.QUICK));
    admin = Admin.create(Map.of("bootstrap.servers", servers()));
    clusterId = admin.describeCluster().clusterId().get();
    admin
        .createTopics(
            List.of(
                new NewTopic("orders", 1, (short) 1),
                new NewTopic("orderstorm-of-another-team-orders", 1, (short) 1)))
        .all()
        .get();
    admin
        .alterConsumerGroupOffsets("payment", Map.of(THEIRS, new OffsetAndMetadata(0)))
        .all()
        .get();
    execute("create schema orderstorm");
  }

  @AfterAll
  static void stopThem() {
    admin.close();
    cluster.close();
    database.close();
  }

  @BeforeEach
  void lookAround() throws Exception {
    run = folder.resolve("run");
    output = folder.resolve("output.txt");
    allowList =
        Files.writeString(folder.resolve("allowed.yaml"), "clusters: [ " + clusterId + " ]");
    passwordFile = Files.writeString(folder.resolve("password"), login.password() + "\n");
    before = state();
  }

  @AfterEach
  void everythingIsAsItWas() {
    await().atMost(Duration.ofMinutes(1)).until(() -> state().equals(before));
  }

  @Test
  void aRunAccountsForEveryOrderAndLeavesNothing() throws Exception {
    Process product = start("--out", run.toString());

    assertThat(product.waitFor(6, TimeUnit.MINUTES)).isTrue();

    String seen = Files.readString(output);
    assertThat(product.exitValue()).as(seen).isZero();
    JsonNode result = json("result.json");
    JsonNode orders = result.path("orders");
    assertThat(orders.path("offered").asLong()).isEqualTo(480);
    assertThat(orders.path("acknowledged").asLong()).isEqualTo(480);
    assertThat(orders.path("fulfilled").asLong() + orders.path("compensated").asLong())
        .isEqualTo(480);
    assertThat(result.path("poison").path("injected").asLong()).isEqualTo(6);
    assertThat(result.path("poison").path("deadLettered").asLong()).isEqualTo(6);
    assertThat(result.path("verdict").asText()).isEqualTo("PASSED");
    assertThat(run.resolve("observations").resolve("orders.bin")).isNotEmptyFile();
    JsonNode environment = json("environment.json");
    assertThat(environment.path("environment").asText()).isEqualTo("external");
    assertThat(environment.path("brokers").path("clusterId").asText()).isEqualTo(clusterId);
    assertThat(environment.path("brokers").path("prefix").asText()).startsWith("orderstorm-20");
    Process verify =
        Product.start(
            folder.resolve("home"), folder.resolve("verify.txt"), "verify", run.toString());
    assertThat(verify.waitFor()).as(Files.readString(folder.resolve("verify.txt"))).isZero();
  }

  @Test
  void aClusterThatIsNotOnTheListIsRefusedByItsId() throws Exception {
    Files.writeString(allowList, "clusters: [ another ]");

    assertThat(exit(start("--out", run.toString()))).isEqualTo(2);

    assertThat(output).content().contains(clusterId).contains(allowList.toString());
    assertThat(run).doesNotExist();
  }

  @Test
  void aDatabaseElsewhereIsRefusedByItsHost() throws Exception {
    assertThat(exit(start("--jdbc-url", "jdbc:postgresql://192.0.2.1/orders"))).isEqualTo(2);

    assertThat(output).content().contains("192.0.2.1").contains("hosts");
  }

  @Test
  void aLoadAboveTheBudgetIsRefused() throws Exception {
    assertThat(exit(start("--out", run.toString(), "--order-budget", "479"))).isEqualTo(2);

    assertThat(output).content().contains("480 orders").contains("--order-budget");
    assertThat(run).doesNotExist();
  }

  @Test
  void aFaultOnTheUsersBrokersIsRefusedWhereItStands() throws Exception {
    assertThat(exit(start("--set", "faults.1.process.pause=leader(orders/0)"))).isEqualTo(2);
    assertThat(output)
        .content()
        .contains("--set faults.1.process.pause=leader(orders/0)")
        .contains("the brokers belong to the user");

    Path file = scenario("pause: broker-1");
    assertThat(exit(start(file))).isEqualTo(2);
    assertThat(output).content().contains("small.yaml:19:").contains("faults.1.process.pause");
  }

  @Test
  void aPrefixThatIsInUseIsRefused() throws Exception {
    assertThat(exit(start("--prefix", "orderstorm-of-another-team-"))).isEqualTo(2);

    assertThat(output).content().contains("orderstorm-of-another-team-orders");
  }

  @Test
  void aSchemaThatIsInUseIsRefused() throws Exception {
    assertThat(exit(start("--prefix", "orderstorm-"))).isEqualTo(2);
    assertThat(output).content().contains("orderstorm-of-another-team-orders");

    execute("create schema teams_own");
    try {
      assertThat(exit(start("--prefix", "teams-own-"))).isEqualTo(2);
      assertThat(output).content().contains("schema teams_own");
    } finally {
      execute("drop schema teams_own");
    }
  }

  @Test
  void anInterruptedRunTakesAllAway() throws Exception {
    Process product = start("--out", run.toString(), "--prefix", "interrupted-");
    await().atMost(STARTED_WITHIN).until(() -> Files.readString(output).contains("load "));
    assertThat(state().topics()).contains("interrupted-orders");

    new ProcessBuilder("kill", "-INT", Long.toString(product.pid())).start().waitFor();

    assertThat(product.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(product.exitValue()).isEqualTo(130);
  }

  @Test
  void whatAKilledRunLeftGoesAtTheNextStart() throws Exception {
    Process product = start("--out", run.toString(), "--prefix", "killed-");
    await().atMost(STARTED_WITHIN).until(() -> Files.readString(output).contains("load "));
    product.destroyForcibly().waitFor();
    State left = state();
    assertThat(left.topics()).contains("killed-orders", "killed-orders.inventory.dlq");
    assertThat(left.groups()).contains("killed-payment");
    assertThat(left.schemas()).contains("killed");

    assertThat(exit(start("--order-budget", "1"))).isEqualTo(2);

    assertThat(output).content().contains("removed what a killed run left behind under killed-");
  }

  private Process start(String... more) throws IOException {
    return start(scenario("pause: consumer(payment/1)"), more);
  }

  private Process start(Path scenario, String... more) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "run",
                scenario.toString(),
                "--environment",
                "external",
                "--bootstrap-servers",
                servers(),
                "--allow-list",
                allowList.toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--jdbc-url")) {
      arguments.addAll(List.of("--jdbc-url", login.jdbcUrl()));
    }
    arguments.addAll(
        List.of("--jdbc-user", login.user(), "--jdbc-password-file", passwordFile.toString()));
    return Product.start(folder.resolve("home"), output, arguments.toArray(String[]::new));
  }

  private static int exit(Process product) throws InterruptedException {
    assertThat(product.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return product.exitValue();
  }

  private Path scenario(String processFault) throws IOException {
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        scenario: small
        title: A small run
        question: Does everything hang together?
        owner: tests
        pipeline:
          topics: { partitions: 3, replication: 1 }
        load:
          - hold: { rate: 40/s, for: 12s }
        quiet: 90s
        validity: { slip: 500ms }   # what else runs on this machine is not what is tested
        faults:
          - name: poison
            at: 2s
            for: 3s
            message: { kinds: [malformed, unknown-schema], count: 6 }
          - name: frozen
            at: 3s
            for: 1s
            process: { %s }
          - name: payment-outage
            at: 4s
            for: 2s
            on: payment -> payment-provider
            toxic: { type: timeout, stream: both }
        """
            .formatted(processFault));
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(run.resolve(file).toFile());
  }

  private static String servers() {
    return cluster.bootstrapServers(ClusterLayout.DIRECT);
  }

  private static State state() throws Exception {
    return new State(
        new TreeSet<>(admin.listTopics().names().get()),
        admin.listGroups().all().get().stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toCollection(TreeSet::new)),
        schemas(),
        admin.listOffsets(Map.of(THEIRS, OffsetSpec.latest())).all().get().get(THEIRS).offset());
  }

  private static Set<String> schemas() throws SQLException {
    var schemas = new TreeSet<String>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery("select nspname from pg_namespace where nspname !~ '^pg_'")) {
      while (names.next()) {
        schemas.add(names.getString(1));
      }
    }
    return schemas;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
  }
}
