package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.scenario.cli.UsersCluster.Said;
import io.orderstorm.simulator.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that other clients wrote, with and without headers. */
class DeadLetterIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  private static UsersCluster cluster;

  @TempDir Path folder;
  private String topic;
  private String dead;

  @BeforeAll
  static void startTheUsersBroker() {
    cluster = new UsersCluster(shared);
  }

  @AfterAll
  static void stopIt() {
    cluster.close();
  }

  @BeforeEach
  void topicsOfThisTest(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName();
    dead = topic + ".dlq";
    cluster.create(new NewTopic(topic, 2, (short) 1), new NewTopic(dead, 1, (short) 1));
  }

  @Test
  void exactlyTheMeantLettersAreRedrivenAndNoLongerOpen() throws Exception {
    bury(20, true);
    Said all = dlq("list");
    assertThat(all.status()).isZero();
    assertThat(all.out())
        .contains(dead + "  com.acme.StockException  owner unknown: 10 open")
        .contains(dead + "  unknown  owner unknown: 10 open");
    assertThat(dlq("show", "--filter", "offsets=3").out())
        .contains("letter    " + dead + "/0/3")
        .contains("value     {\"amount\":3}");

    Said planned =
        dlq("redrive", "--owner", "owner", "--filter", "class=com.acme.StockException,offsets=0-9");
    assertThat(planned.status()).as(planned.out()).isZero();
    runTheOnlyPlan();

    List<ConsumerRecord<String, String>> redriven = cluster.read(topic);
    assertThat(redriven)
        .extracting(record -> header(record, EventHeaders.REPLAY_SOURCE))
        .containsExactlyInAnyOrder(
            dead + "/0/0", dead + "/0/2", dead + "/0/4", dead + "/0/6", dead + "/0/8");
    assertThat(redriven)
        .extracting(record -> header(record, EventHeaders.REDRIVES))
        .containsOnly("1");
    JsonNode left = JSON.readTree(dlq("list", "--json").out());
    assertThat(left.path(0).path("count").asInt() + left.path(1).path("count").asInt())
        .isEqualTo(15);
  }

  @Test
  void aPatchedLetterGoesToTheParkingLot() throws Exception {
    bury(4, false);
    String lot = topic + "-parking-lot";
    cluster.create(new NewTopic(lot, 1, (short) 1));
    Path patch = Files.writeString(folder.resolve("fix.json"), "{\"/amount\": 42}");
    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"/price\": 42}");

    Said homeless = dlq("redrive", "--owner", "owner");
    assertThat(homeless.status()).isEqualTo(2);
    assertThat(homeless.out()).contains("its headers don't name the topic");
    Said unfit = dlq("redrive", "--owner", "owner", "--to", lot, "--patch", wrong.toString());
    assertThat(unfit.status()).isEqualTo(2);
    assertThat(unfit.out()).contains(dead + "/0/0: can't be patched: there is no field /price");

    dlq(
        "redrive",
        "--owner",
        "owner",
        "--to",
        lot,
        "--patch",
        patch.toString(),
        "--filter",
        "offsets=1+3");
    runTheOnlyPlan();

    assertThat(cluster.read(lot))
        .extracting(ConsumerRecord::value)
        .containsExactly("{\"amount\":42}", "{\"amount\":42}");
  }

  @Test
  void aMessageThatFailsAgainAndAgainIsRefusedEvenIfItsClientDropsHeaders() throws Exception {
    bury(1, true);
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "max-redrives: 1\n");
    dlq("redrive", "--owner", "owner", "--policy", policy.toString());
    runTheOnlyPlan();
    bury(1, true); // the same message is back

    assertThat(dlq("list").out()).contains("1 open").contains("1 redriven");
    Said refused = dlq("redrive", "--owner", "owner", "--policy", policy.toString());

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out())
        .contains("1 dead letters were redriven 1 times")
        .contains(dead + "/0/1");
    assertThat(cluster.read(topic)).hasSize(1);
  }

  @Test
  void aDiscardNeedsAReasonAndIsRemembered() throws Exception {
    bury(6, false);
    assertThat(dlq("discard", "--by", "anna", "--filter", "offsets=0-3").status()).isEqualTo(2);
    assertThat(dlq("discard", "--by", "anna", "--reason", "a test").out())
        .contains("either --filter or --all");

    Said said = dlq("discard", "--by", "anna", "--reason", "a test", "--filter", "offsets=0-3");

    assertThat(said.out()).contains("4 dead letters discarded by anna: a test");
    assertThat(dlq("list").out()).contains(": 2 open");
    assertThat(dlq("redrive", "--owner", "o", "--to", topic, "--filter", "offsets=0").out())
        .contains("no open dead letter is meant");
    Path audit = folder.resolve("replays").resolve("audit.jsonl");
    assertThat(Files.readString(audit)).contains("\"reason\":\"a test\"", dead + "/0/3");
    Said late = dlq("list", "--triage-sla", "1us");
    assertThat(late.status()).isEqualTo(1);
    assertThat(late.out()).contains("2 beyond the SLA");
  }

  /** Half of them, if asked, with the headers of Spring Kafka. */
  private void bury(int count, boolean headers) {
    for (int n = 0; n < count; n++) {
      var record = new ProducerRecord<>(dead, "key-" + n, "{\"amount\":" + n + "}");
      if (headers && n % 2 == 0) {
        record.headers().add("kafka_dlt-original-topic", topic.getBytes(StandardCharsets.UTF_8));
        record
            .headers()
            .add(
                "kafka_dlt-exception-fqcn",
                "com.acme.StockException".getBytes(StandardCharsets.UTF_8));
      }
      cluster.producer.send(record);
    }
    cluster.producer.flush();
  }

  private void runTheOnlyPlan() throws Exception {
    try (var plans = Files.list(folder.resolve("replays"))) {
      String id =
          plans
              .filter(Files::isDirectory)
              .map(plan -> plan.getFileName().toString())
              .findFirst()
              .orElseThrow();
      assertThat(replay("approve", id, "--by", "anna").status()).isZero();
      Said run = replay("run", id, "--execute", "--bootstrap-servers", cluster.servers());
      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.out()).contains("SUCCEEDED");
    }
  }

  private Said replay(String... arguments) {
    return run("replay", arguments);
  }

  private Said dlq(String command, String... more) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--bootstrap-servers", cluster.servers(), "--topics", dead));
    return run("dlq", arguments.toArray(String[]::new));
  }

  private Said run(String group, String... arguments) {
    var all = new ArrayList<String>();
    all.add(group);
    all.addAll(List.of(arguments));
    all.addAll(List.of("--folder", folder.resolve("replays").toString()));
    return UsersCluster.orderstorm(all);
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return EventHeaders.text(record.headers(), name).orElse("");
  }
}
