package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.scenario.cli.UsersCluster.Said;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every client of ours on a broker that wants TLS and a password. */
@Tag("drill")
@Tag("alone")
class SecuredBrokerIT {

  @TempDir static Path shared;
  private static SecuredBroker broker;
  private static Admin admin;

  @TempDir Path folder;

  @BeforeAll
  static void startTheUsersBroker() throws Exception {
    broker = new SecuredBroker(shared);
    admin = Admin.create(theirs());
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> admin.describeCluster().clusterId().get() != null);
  }

  @AfterAll
  static void stopIt() {
    admin.close();
    broker.close();
  }

  @Test
  void aRunAccountsForEveryOrderAndKeepsThePasswordOutOfItsFolder() throws Exception {
    Path output = folder.resolve("output.txt");
    Path run = folder.resolve("run");

    int status = run(output, run, SecuredBroker.PASSWORD);

    assertThat(status).as(Files.readString(output)).isZero();
    JsonNode orders =
        new ObjectMapper().readTree(run.resolve("result.json").toFile()).path("orders");
    assertThat(orders.path("acknowledged").asLong()).isEqualTo(200);
    assertThat(orders.path("fulfilled").asLong() + orders.path("compensated").asLong())
        .isEqualTo(200);
    assertThat(filesThatHold(run, SecuredBroker.PASSWORD)).isEmpty();
    assertThat(admin.listTopics().names().get()).noneMatch(name -> name.contains("orders"));
  }

  @Test
  void aWrongPasswordIsSaidBeforeAnythingStarts() throws Exception {
    Path output = folder.resolve("output.txt");
    Path run = folder.resolve("run");

    int status = run(output, run, "wrong");

    assertThat(status).as(Files.readString(output)).isEqualTo(3);
    assertThat(output).content().containsIgnoringCase("authentication");
    assertThat(run).doesNotExist();
  }

  @Test
  void aReplayOfTheUsersOwnTopics() throws Exception {
    admin
        .createTopics(
            List.of(new NewTopic("invoices", 2, (short) 1), new NewTopic("again", 2, (short) 1)))
        .all()
        .get();
    var serializer = new StringSerializer();
    try (var producer = new KafkaProducer<>(theirs(), serializer, serializer)) {
      for (int n = 0; n < 50; n++) {
        producer.send(new ProducerRecord<>("invoices", "key-" + n, "invoice-" + n)).get();
      }
    }
    Path request =
        Files.writeString(
            folder.resolve("request.yaml"),
            """
            replay: over-tls
            owner: owner
            intent: To see it work
            scope: { topics: [ invoices ], keys: [ key-3, key-4, key-5 ] }
            ceiling: { records: 2000/s, bytes: 1MB/s }
            target: { topic: again, partition-by: key }
            """);
    Said planned = replay("plan", request.toString(), "--json");
    assertThat(planned.status()).as(planned.out()).isZero();
    String plan = new ObjectMapper().readTree(planned.out()).path("plan").path("id").asText();
    assertThat(
            UsersCluster.orderstorm(
                    List.of("replay", "approve", plan, "--by", "anna", "--folder", replays()))
                .status())
        .isZero();

    Said done = replay("run", plan, "--execute");

    assertThat(done.out()).contains("3 expected, 3 copied once, 0 missing");
    assertThat(done.status()).isZero();
  }

  private Said replay(String command, String what, String option) throws IOException {
    return UsersCluster.orderstorm(
        List.of(
            "replay",
            command,
            what,
            option,
            "--folder",
            replays(),
            "--bootstrap-servers",
            broker.servers(),
            "--command-config",
            broker.clientProperties(SecuredBroker.PASSWORD).toString()));
  }

  private String replays() {
    return folder.resolve("replays").toString();
  }

  private int run(Path output, Path run, String password) throws Exception {
    Path scenario =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            scenario: small
            title: A small run
            question: Does everything hang together over TLS?
            owner: tests
            pipeline:
              topics: { partitions: 3, replication: 1 }
            load:
              - hold: { rate: 25/s, for: 8s }
            quiet: 90s
            validity: { slip: 3s }   # what else runs on this machine is not what is tested
            """);
    Path allowed =
        Files.writeString(
            folder.resolve("allowed.yaml"),
            "clusters: [ " + admin.describeCluster().clusterId().get() + " ]");
    Process product =
        Product.start(
            folder.resolve("home"),
            output,
            "run",
            scenario.toString(),
            "--environment",
            "external",
            "--bootstrap-servers",
            broker.servers(),
            "--command-config",
            broker.clientProperties(password).toString(),
            "--allow-list",
            allowed.toString(),
            "--out",
            run.toString());
    assertThat(product.waitFor(6, TimeUnit.MINUTES)).isTrue();
    return product.exitValue();
  }

  private static Map<String, Object> theirs() {
    var properties = new Properties();
    try (InputStream in = Files.newInputStream(broker.clientProperties(SecuredBroker.PASSWORD))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var map = new HashMap<String, Object>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    map.put("bootstrap.servers", broker.servers());
    return map;
  }

  private static List<Path> filesThatHold(Path run, String text) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
