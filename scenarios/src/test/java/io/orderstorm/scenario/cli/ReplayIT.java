package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.scenario.cli.UsersCluster.Said;
import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Replays on a cluster that is not ours, of topics that other clients wrote, as a user runs them.
 */
class ReplayIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As many as a build has time for; 20 with {@code -Dorderstorm.kills=20}. */
  private static final int KILLS = Integer.getInteger("orderstorm.kills", 6);

  @TempDir static Path shared;
  private static UsersCluster cluster;

  @TempDir Path folder;
  private Path replays;
  private String source;
  private String target;

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
    String name = test.getTestMethod().orElseThrow().getName();
    source = name + "-source";
    target = name + "-target";
    replays = folder.resolve("replays");
    cluster.create(new NewTopic(source, 3, (short) 1), new NewTopic(target, 4, (short) 1));
  }

  @Test
  void anApprovedPlanCopiesWhatIsInScopeOnceAndNotAgain() throws Exception {
    write(source, 600);
    Path request = request("keys: [ " + keys(0, 40) + " ]", "partition-by: key");

    Said planned = orderstorm("plan", request.toString(), "--json");
    JsonNode plan = JSON.readTree(planned.out());
    String id = plan.path("plan").path("id").asText();

    assertThat(planned.status()).as(planned.out()).isZero();
    assertThat(plan.path("plan").path("blastRadius").path("records").asLong()).isEqualTo(240);
    assertThat(plan.path("plan").path("blastRadius").path("keys").asLong()).isEqualTo(40);
    Said refused = orderstorm("run", id, "--execute");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out()).contains("is not approved");
    assertThat(orderstorm("approve", id, "--by", "Owner").out()).contains("wants four eyes");
    assertThat(orderstorm("approve", id, "--by", "anna", "--note", "seen").status()).isZero();

    assertThat(orderstorm("run", id, "--dry-run", "--execute").status()).isEqualTo(2);
    Said dry = orderstorm("run", id, "--dry-run");
    assertThat(dry.out()).contains("dry run: 240 records").contains("approved; --execute copies");
    assertThat(read(target)).isEmpty();

    Said run = orderstorm("run", id, "--execute");
    assertThat(run.out())
        .contains("SUCCEEDED")
        .contains("240 expected, 240 copied once, 0 missing, 0 doubled, 0 differing, 0 foreign");
    assertThat(run.status()).isZero();
    List<ConsumerRecord<String, String>> copies = read(target);
    assertThat(copies).hasSize(240);
    assertThat(orderOfEachKey(copies)).isEqualTo(orderOfEachKey(inScope(source, 40)));
    assertThat(perPartition(copies)).isEqualTo(predicted(dry.out()));
    assertThat(copies)
        .allSatisfy(
            copy -> {
              assertThat(header(copy, EventHeaders.REPLAY_ID)).matches("1\\d{9}");
              assertThat(header(copy, EventHeaders.REPLAY_PLAN)).isEqualTo(id);
              assertThat(header(copy, EventHeaders.REPLAY_SOURCE)).startsWith(source + "/");
              assertThat(header(copy, "trace")).isEqualTo("t-" + copy.value());
            });

    assertThat(orderstorm("run", id, "--execute").out()).contains("nothing is left to do");
    Said again = orderstorm("plan", request.toString());
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.out()).contains("were replayed into the target before").contains(id + "=240");
    assertThat(read(target)).hasSize(240);
    assertThat(orderstorm("status").out()).contains(id + "  succeeded  240 of 240");
    assertThat(orderstorm("audit", "--verify").out()).contains("lines are as they were written");
  }

  /** kcat is built on librdkafka, which shares no code with the clients that we use. */
  @Test
  void whatAnotherClientWroteIsReplayedAndReadByIt() throws Exception {
    String written =
        IntStream.range(0, 60)
            .mapToObj(n -> "key-" + n % 12 + "=from kcat " + n)
            .collect(Collectors.joining("\n", "", "\n"));
    kcat(written, "-P", "-t", source, "-K", "=", "-H", "trace=kcat");

    run(request("keys: [ " + keys(0, 4) + " ]", "partition-by: key"));

    String read = kcat("", "-C", "-e", "-q", "-t", target, "-f", "%k=%s %h\n");
    assertThat(read.lines())
        .hasSize(20)
        .allMatch(line -> line.matches("key-[0-3]=from kcat \\d+ trace=kcat,.*"))
        .allMatch(line -> line.contains(EventHeaders.REPLAY_ID + "=1"));
    List<String> fourth =
        read.lines().filter(line -> line.startsWith("key-3=")).map(ReplayIT::number).toList();
    assertThat(fourth).containsExactly("3", "15", "27", "39", "51");
  }

  private static String number(String line) {
    return line.replaceAll("key-\\d+=from kcat (\\d+) .*", "$1");
  }

  private String kcat(String input, String... arguments) throws Exception {
    var command = new ArrayList<String>(List.of("kcat", "-b", cluster.servers()));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(folder.resolve("kcat.in"), input);
    Path out = folder.resolve("kcat.out");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(folder.resolve("kcat.err").toFile())
              .start();
    } catch (IOException missing) {
      throw new TestAbortedException("kcat is not installed", missing);
    }
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("kcat.err"))).isZero();
    return Files.readString(out);
  }

  @Test
  void aReplayedRecordTriggersNoReplayUnlessItIsAskedFor() throws Exception {
    write(source, 90);
    run(request("keys: [ " + keys(0, 10) + " ]", "partition-by: key"));
    String third = target + "-third";
    cluster.create(new NewTopic(third, 1, (short) 1));

    String chained = text("keys: [ " + keys(0, 10) + " ]", target, third, "partition-by: key", "");
    Said refused = orderstorm("plan", write("chained.yaml", chained).toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out()).contains("nothing is in scope: 60 records were caused by a replay");

    run(write("included.yaml", chained + "replayed: include\n"));
    assertThat(read(third)).hasSize(60);
  }

  @Test
  void aPlanThatWasAlteredOrOutlivedOrOutgrownDoesNotRun() throws Exception {
    write(source, 300);
    Path request =
        request(
            "partitions: [ { topic: " + source + ", partition: 0, offsets: 10..59 } ]",
            "partition-by: same");
    String id = plan(request);
    assertThat(orderstorm("approve", id, "--by", "anna").status()).isZero();
    Path file = replays.resolve(id).resolve("plan.json");
    String sound = Files.readString(file);

    Files.writeString(file, sound.replace("\"to\" : 60", "\"to\" : 61"));
    Said altered = orderstorm("run", id, "--execute");
    assertThat(altered.status()).isEqualTo(2);
    assertThat(altered.out()).contains("was altered");
    Files.writeString(file, sound);

    Path policy = write("policy.yaml", "approval-valid-for: 1us\n");
    Said expired = orderstorm("run", id, "--execute", "--policy", policy.toString());
    assertThat(expired.status()).isEqualTo(2);
    assertThat(expired.out()).contains("was approved until");
    Path strict = write("strict.yaml", "max-records: 49\n");
    Said outgrown = orderstorm("run", id, "--execute", "--policy", strict.toString());
    assertThat(outgrown.status()).isEqualTo(2);
    assertThat(outgrown.out()).contains("the plan asks for 50").contains("allows 49");

    Path audit = replays.resolve("audit.jsonl");
    String log = Files.readString(audit);
    Files.writeString(audit, log.replace("\"by\":\"anna\"", "\"by\":\"otto\""));
    Said forged = orderstorm("run", id, "--execute");
    assertThat(forged.status()).isEqualTo(2);
    assertThat(forged.out()).contains("was altered").contains("nothing runs while");
    assertThat(orderstorm("audit", "--verify").status()).isEqualTo(1);
    Files.delete(audit);
    Said removed = orderstorm("audit", "--verify");
    assertThat(removed.status()).isEqualTo(2);
    assertThat(removed.out()).contains("there is no audit log, but there are plans");
    Files.writeString(audit, log);

    cluster
        .admin
        .deleteRecords(Map.of(new TopicPartition(source, 0), RecordsToDelete.beforeOffset(11)))
        .all()
        .get();
    Said truncated = orderstorm("run", id, "--execute");
    assertThat(truncated.status()).isEqualTo(2);
    assertThat(truncated.out()).contains("retention removed a part of the scope");
    assertThat(read(target)).isEmpty();
  }

  @Test
  void theCeilingHoldsInEveryTenSecondsByTheBrokersOwnTimes() throws Exception {
    write(source, 6_000);
    String text =
        text("keys: [ " + keys(0, 100) + " ]", source, target, "partition-by: key", "")
            .replace("2000/s", "300/s");

    run(write("slow.yaml", text));

    List<Long> times = read(target).stream().map(ConsumerRecord::timestamp).sorted().toList();
    assertThat(times).hasSize(6_000);
    long last = times.get(times.size() - 1);
    for (long from = times.get(0); from + 10_000 <= last; from += 250) {
      long start = from;
      long count = times.stream().filter(at -> at >= start && at < start + 10_000).count();
      assertThat(count).as("in the 10 s from %d", from - times.get(0)).isBetween(2_850L, 3_150L);
    }
  }

  @Test
  void anotherTerminalPausesResumesAndCancels() throws Exception {
    write(source, 3_000);
    String text =
        text("keys: [ " + keys(0, 100) + " ]", source, target, "partition-by: key", "")
            .replace("2000/s", "200/s");
    String id = plan(write("long.yaml", text));
    orderstorm("approve", id, "--by", "anna");
    CompletableFuture<Said> run =
        CompletableFuture.supplyAsync(() -> orderstorm("run", id, "--execute"));
    await().atMost(Duration.ofMinutes(2)).until(() -> read(target).size() > 50);

    assertThat(orderstorm("run", id, "--execute").out()).contains("is being run already");
    assertThat(orderstorm("pause").out()).contains(id, "was told to pause");
    await().atMost(Duration.ofMinutes(1)).until(() -> status(id).equals("paused"));
    int paused = read(target).size();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> read(target).size() == paused);
    assertThat(orderstorm("resume", id).status()).isZero();
    await().atMost(Duration.ofMinutes(1)).until(() -> read(target).size() > paused + 50);
    assertThat(orderstorm("cancel").out()).contains(id, "was told to cancel");

    Said ended = run.get(2, TimeUnit.MINUTES);
    assertThat(ended.status()).as(ended.out()).isEqualTo(4);
    assertThat(ended.out()).contains("CANCELLED").contains(read(target).size() + " of 3,000");
    assertThat(orderstorm("run", id, "--execute").out()).contains("is over: cancelled");
    assertThat(orderstorm("audit").out())
        .contains("\"word\":\"pause\"", "\"word\":\"run\"")
        .containsOnlyOnce("\"outcome\":\"cancelled\"");
    assertThat(orderstorm("pause").out()).contains("there is none that is not over");
    assertThat(orderstorm("audit", "--verify", "--bootstrap-servers", cluster.servers()).status())
        .isZero();
  }

  @Test
  void aLaggingGroupSlowsAndPausesTheReplayWhichResumesByItself() throws Exception {
    write(source, 2_000);
    String live = target + "-live";
    cluster.create(new NewTopic(live, 1, (short) 1));
    write(live, 500);
    var partition = new TopicPartition(live, 0);
    String text =
        text(
                "keys: [ " + keys(0, 100) + " ]",
                source,
                target,
                "partition-by: key",
                "guard: { group: live-group, lag-above: 100 }\n")
            .replace("2000/s", "150/s");
    Path request = write("guarded.yaml", text);
    Said blind = orderstorm("plan", request.toString());
    assertThat(blind.status()).isEqualTo(2);
    assertThat(blind.out()).contains("live-group has committed no offsets");
    commit("live-group", partition, 0);
    String id = plan(request);
    orderstorm("approve", id, "--by", "anna");
    CompletableFuture<Said> run =
        CompletableFuture.supplyAsync(() -> orderstorm("run", id, "--execute"));

    await().atMost(Duration.ofMinutes(2)).until(() -> status(id).equals("paused by the guard"));
    int paused = read(target).size();
    assertThat(paused).isLessThan(2_000);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> read(target).size() == paused);
    commit("live-group", partition, 500);

    Said ended = run.get(3, TimeUnit.MINUTES);
    assertThat(ended.out()).contains("SUCCEEDED");
    assertThat(orderstorm("audit").out())
        .contains("\"share\":0.5", "\"share\":0.0", "\"share\":1.0", "lag of live-group is 500");
  }

  @Test
  void aGroupThatIsLateThoughItHasLittleLagPausesTheReplay() throws Exception {
    write(source, 2_000);
    String live = target + "-live";
    cluster.create(new NewTopic(live, 1, (short) 1));
    write(live, 500);
    var partition = new TopicPartition(live, 0);
    commit("late-group", partition, 500);
    String id =
        plan(
            write(
                "late.yaml",
                text(
                        "key-range: { first: key-0, last: key-99 }",
                        source,
                        target,
                        "partition-by: key",
                        "guard: { group: late-group, lag-above: 100000, p99-above: 1s }\n")
                    .replace("2000/s", "150/s")));
    orderstorm("approve", id, "--by", "anna");
    CompletableFuture<Said> run =
        CompletableFuture.supplyAsync(() -> orderstorm("run", id, "--execute"));

    var written = new AtomicInteger(500);
    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              write(live, 20);
              written.addAndGet(20);
              return status(id).equals("paused by the guard");
            });
    assertThat(read(target).size()).isLessThan(2_000);
    commit("late-group", partition, written.get());

    assertThat(run.get(3, TimeUnit.MINUTES).out()).contains("SUCCEEDED");
    assertThat(orderstorm("audit").out())
        .contains("\"share\":0.0", "\"share\":1.0", "records that were due after 1000 ms");
  }

  @Test
  void killedAtRandomPointsItCopiesEachRecordOnce() throws Exception {
    int records = 800 * KILLS;
    write(source, records);
    String text =
        text("keys: [ " + keys(0, 100) + " ]", source, target, "partition-by: key", "")
            .replace("2000/s", "500/s");
    String id = plan(write("killed.yaml", text));
    orderstorm("approve", id, "--by", "anna");
    var chance = new Random(20261127);
    var seen = new ArrayList<Integer>();
    int killedWhileCopying = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int before = readUncommitted(target);
      Process run = process(id);
      if (kill % 4 != 0) { // every fourth dies while it starts
        await()
            .pollInterval(Duration.ofMillis(20))
            .atMost(Duration.ofMinutes(3))
            .until(() -> !run.isAlive() || readUncommitted(target) > before);
      }
      if (run.waitFor(chance.nextInt(700), TimeUnit.MILLISECONDS)) {
        assertThat(read(target)).hasSize(records);
        break;
      }
      run.destroyForcibly().waitFor();
      seen.add(read(target).size());
      killedWhileCopying += seen.get(seen.size() - 1) < records ? 1 : 0;
    }
    assertThat(seen).as("killed so often").hasSize(KILLS);
    assertThat(killedWhileCopying).isEqualTo(KILLS);

    Said last = orderstorm("run", id, "--execute");

    assertThat(last.out())
        .as("after %s", seen)
        .contains("SUCCEEDED")
        .contains(String.format("%,d of %,d", records, records));
    List<ConsumerRecord<String, String>> copies = read(target);
    assertThat(copies).hasSize(records);
    assertThat(
            copies.stream()
                .map(copy -> header(copy, EventHeaders.REPLAY_SOURCE))
                .collect(Collectors.toSet()))
        .hasSize(records);
    assertThat(orderOfEachKey(copies)).isEqualTo(orderOfEachKey(inScope(source, 100)));
    assertThat(readUncommitted(target)).isGreaterThan(records); // some were taken back
  }

  @Test
  void ctrlCEndsAReplayBehindWhatItHasCommittedAndItGoesOnFromThere() throws Exception {
    write(source, 1_200);
    String text =
        text("keys: [ " + keys(0, 100) + " ]", source, target, "partition-by: key", "")
            .replace("2000/s", "100/s");
    String id = plan(write("interrupted.yaml", text));
    orderstorm("approve", id, "--by", "anna");
    Process run = process(id);
    await().atMost(Duration.ofMinutes(3)).until(() -> read(target).size() > 50);

    new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();

    assertThat(run.waitFor(35, TimeUnit.SECONDS))
        .as("ended by itself, and not because nobody waits any longer, which is after 40 s")
        .isTrue();
    String said = Files.readString(folder.resolve("output.txt"));
    assertThat(run.exitValue()).as(said).isEqualTo(130);
    int copied = read(target).size();
    assertThat(copied).isBetween(51, 1_199);
    assertThat(said).contains("INTERRUPTED").contains(copied + " of 1,200");

    assertThat(orderstorm("run", id, "--execute").out()).contains("SUCCEEDED");
    assertThat(read(target)).hasSize(1_200);
  }

  private Process process(String id) throws Exception {
    return Product.start(
        folder.resolve("home"),
        folder.resolve("output.txt"),
        "replay",
        "run",
        id,
        "--execute",
        "--folder",
        replays.toString(),
        "--audit-topic",
        "none",
        "--bootstrap-servers",
        cluster.servers());
  }

  @Test
  void aCorrectionIsPlannedWithWhatIsDoneAgainAndCopiedWithItsRevision() throws Exception {
    String lane = "inventory.payment.retry";
    cluster.create(new NewTopic("inventory", 1, (short) 1), new NewTopic(lane, 1, (short) 1));
    for (int number = 0; number < 3; number++) {
      reserved(number, 0);
    }
    reserved(3, 2);
    var partition = new TopicPartition("inventory", 0);
    commit("payment", partition, 2);
    String text =
        """
        replay: a-correction
        owner: owner
        intent: Payment is mended
        scope: { partitions: [ { topic: inventory, partition: 0, offsets: 0..2 } ] }
        ceiling: { records: 2000/s, bytes: 1MB/s }
        target: { stage: payment, revision: 1 }
        """;
    Path request = write("correction.yaml", text);

    Said early = orderstorm("plan", request.toString());
    assertThat(early.status()).isEqualTo(2);
    assertThat(early.out())
        .contains("correction.yaml:4:8: scope: stage payment has committed inventory/0 up to")
        .contains("offset 2, but the scope goes up to 3");
    commit("payment", partition, 4);
    Path low = write("low.yaml", text.replace("0..2", "0..3"));
    Said refused = orderstorm("plan", low.toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out())
        .contains("low.yaml:6:37: target.revision: must be above 2, which events in scope");

    Said planned = orderstorm("plan", request.toString());
    assertThat(planned.status()).as(planned.out()).isZero();
    assertThat(planned.out())
        .contains("which handles them again as revision 1")
        .contains("at most 3 calls of payment-provider")
        .contains("at most 3 events are made as revision 1")
        .contains("then stage fulfilment handles at most 3")
        .contains("then stage notification handles at most 6")
        .contains("with at most 3 calls of warehouse");
    run(request);
    assertThat(read(lane))
        .hasSize(3)
        .allMatch(copy -> header(copy, EventHeaders.REVISION).equals("1"));
  }

  private static void reserved(int number, int revision) {
    var meta =
        new EventMeta(
            EventType.STOCK_RESERVED,
            new UUID(5, number),
            "OS-" + number,
            number,
            Cause.NONE,
            revision,
            0);
    byte[] value = EventCodec.encode(new OrderEvent(meta, "C-1", 500, "EUR", "", List.of()));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", cluster.servers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("inventory", "OS-" + number, value));
    }
  }

  private static void commit(String group, TopicPartition partition, long offset) throws Exception {
    cluster
        .admin
        .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private static String keys(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> "key-" + n).collect(Collectors.joining(", "));
  }

  private static void write(String topic, int count) {
    int keys = topic.contains("Once") && count == 600 ? 100 : count == 90 ? 15 : 100;
    for (int n = 0; n < count; n++) {
      var record = new ProducerRecord<>(topic, "key-" + n % keys, topic + "-" + n);
      record.headers().add("trace", ("t-" + record.value()).getBytes(StandardCharsets.UTF_8));
      cluster.producer.send(record);
    }
    cluster.producer.flush();
  }

  private Path request(String scope, String partitioning) throws Exception {
    return write("request.yaml", text(scope, source, target, partitioning, ""));
  }

  private static String text(
      String scope, String from, String to, String partitioning, String more) {
    String topics = scope.contains("partitions:") ? "" : "topics: [ " + from + " ], ";
    return """
    replay: a-test
    owner: owner
    intent: To see it work
    scope: { %s%s }
    ceiling: { records: 2000/s, bytes: 1MB/s }
    target: { topic: %s, %s }
    %s\
    """
        .formatted(topics, scope, to, partitioning, more);
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private String plan(Path request) throws Exception {
    Said said = orderstorm("plan", request.toString(), "--json");
    assertThat(said.status()).as(said.out()).isZero();
    return JSON.readTree(said.out()).path("plan").path("id").asText();
  }

  private void run(Path request) throws Exception {
    // plans are told apart by the second
    await().atMost(Duration.ofSeconds(20)).until(() -> plannable(request));
    Said run = orderstorm("run", planned, "--execute");
    assertThat(run.status()).as(run.out()).isZero();
  }

  private String planned = "";

  private boolean plannable(Path request) throws Exception {
    Said said = orderstorm("plan", request.toString(), "--json");
    if (said.out().contains("stands already")) {
      return false;
    }
    assertThat(said.status()).as(said.out()).isZero();
    planned = JSON.readTree(said.out()).path("plan").path("id").asText();
    assertThat(orderstorm("approve", planned, "--by", "anna").status()).isZero();
    return true;
  }

  private String status(String id) throws Exception {
    JsonNode all = JSON.readTree(orderstorm("status", id, "--json").out());
    return all.path(0).path("state").asText();
  }

  private Said orderstorm(String command, String... arguments) {
    var all = new ArrayList<String>(List.of("replay", command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--folder", replays.toString()));
    if (command.equals("plan") || command.equals("run")) {
      all.addAll(List.of("--bootstrap-servers", cluster.servers()));
    }
    return UsersCluster.orderstorm(all);
  }

  private List<ConsumerRecord<String, String>> inScope(String topic, int keys) {
    Set<String> wanted = Set.of(keys(0, keys).split(", "));
    return read(topic).stream().filter(record -> wanted.contains(record.key())).toList();
  }

  private static List<ConsumerRecord<String, String>> read(String topic) {
    return cluster.read(topic);
  }

  private static int readUncommitted(String topic) {
    return cluster.read(topic, "read_uncommitted").size();
  }

  private static Map<String, List<String>> orderOfEachKey(
      List<ConsumerRecord<String, String>> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                ConsumerRecord::key,
                Collectors.mapping(ConsumerRecord::value, Collectors.toList())));
  }

  private Map<Integer, Long> perPartition(List<ConsumerRecord<String, String>> records) {
    return records.stream()
        .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
  }

  private Map<Integer, Long> predicted(String dryRun) {
    var places = new HashMap<Integer, Long>();
    dryRun
        .lines()
        .filter(line -> line.startsWith("  " + target + "/"))
        .forEach(
            line -> {
              String[] parts = line.strip().split("\\s+\\+");
              places.put(
                  Integer.parseInt(parts[0].substring(target.length() + 1)),
                  Long.parseLong(parts[1]));
            });
    return places;
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return EventHeaders.text(record.headers(), name).orElse("");
  }
}
