package io.orderstorm.scenario.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedBroker;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.process.Compilation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clients reach three real brokers through the hop, and are told of nothing else. */
class KafkaHopIT {

  private static final int RECORDS = 3_000;

  @TempDir static Path folder;
  private static EmbeddedCluster cluster;
  private static List<BrokerAddress> brokers;

  /** The links' ports: here the hop's own. */
  private final Map<String, Integer> opened = new ConcurrentHashMap<>();

  @BeforeAll
  static void startTheUsersBrokers() throws Exception {
    cluster =
        EmbeddedCluster.start(
            ClusterLayout.plan(3, List.of()),
            ClusterSettings.in(
                folder.resolve("brokers"),
                folder.resolve("logs"),
                FailureDetection.FAST,
                Compilation.QUICK));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", direct()))) {
      brokers =
          admin.describeCluster().nodes().get().stream()
              .map(node -> new BrokerAddress(node.id(), node.host(), node.port()))
              .toList();
      admin
          .createTopics(
              List.of(new NewTopic("through", 6, (short) 3), new NewTopic("moving", 6, (short) 3)))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stopThem() {
    cluster.close();
  }

  private static String direct() {
    return cluster.bootstrapServers(ClusterLayout.DIRECT);
  }

  private KafkaHop hop(List<BrokerAddress> known) {
    return KafkaHop.open(
        Set.of("producer", "payment"),
        known,
        BrokerTransport.of(Map.of()),
        (role, broker, port) -> {
          opened.put(role + "->" + broker, port);
          return port;
        });
  }

  @Test
  void whatGoesThroughArrivesWholeAndOnce() throws Exception {
    try (KafkaHop hop = hop(brokers)) {
      produce(hop, "through");

      assertThat(consumed(hop, "through")).hasSize(RECORDS);
    }
    assertThat(opened).hasSize(6);
  }

  @Test
  void clientsAreToldOfNothingButTheirOwnWays() throws Exception {
    try (KafkaHop hop = hop(brokers);
        Admin admin = Admin.create(Map.of("bootstrap.servers", hop.bootstrapServers("payment")))) {
      Set<Integer> told =
          admin.describeCluster().nodes().get().stream()
              .map(Node::port)
              .collect(Collectors.toSet());

      assertThat(told).isEqualTo(portsOf("payment"));
      try (var producer = producer(hop)) {
        assertThat(
                producer.partitionsFor("through").stream().map(one -> one.leader().port()).toList())
            .isSubsetOf(portsOf("producer"));
      }
    }
  }

  @Test
  void brokersThatComeUpInMetadataGetTheirWaysOnTheFly() throws Exception {
    try (KafkaHop hop = hop(brokers.subList(0, 1))) {
      assertThat(opened).hasSize(2);

      try (var producer = producer(hop)) {
        producer.partitionsFor("through");
      }

      assertThat(portsOf("producer")).hasSize(3);
      assertThat(portsOf("payment")).hasSize(1);
    }
  }

  /** The new leader is told in the very answer that refuses the old one. */
  @Test
  void whenLeadersMoveNobodyLeavesTheirWay() throws Exception {
    try (KafkaHop hop = hop(brokers);
        var producer = producer(hop)) {
      producer.send(new ProducerRecord<>("moving", 0, new byte[0], new byte[10])).get();
      int first = leader(producer);
      EmbeddedBroker leading =
          cluster.brokers().stream().filter(one -> one.id() == first).findFirst().orElseThrow();

      leading.kill();
      try {
        for (int i = 0; i < 100; i++) {
          producer.send(new ProducerRecord<>("moving", 0, new byte[0], new byte[10])).get();
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> leader(producer) != first);
        assertThat(
                producer.partitionsFor("moving").stream()
                    .map(one -> one.leader().port())
                    .collect(Collectors.toSet()))
            .isSubsetOf(portsOf("producer"));
      } finally {
        leading.start();
        assertThat(cluster.health().awaitFullStrengthBut(Set.of(), Duration.ofSeconds(90)))
            .isTrue();
      }
    }
  }

  private static int leader(KafkaProducer<byte[], byte[]> producer) {
    return producer.partitionsFor("moving").stream()
        .filter(one -> one.partition() == 0)
        .findFirst()
        .orElseThrow()
        .leader()
        .id();
  }

  private Set<Integer> portsOf(String role) {
    return opened.entrySet().stream()
        .filter(one -> one.getKey().startsWith(role + "->"))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaHop hop) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", hop.bootstrapServers("producer"), "metadata.max.age.ms", 500),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void produce(KafkaHop hop, String topic) throws Exception {
    try (var producer = producer(hop)) {
      for (int i = 0; i < RECORDS; i++) {
        // some are larger than any one read of a socket
        byte[] value = new byte[i % 100 == 0 ? 200_000 : 300];
        producer.send(new ProducerRecord<>(topic, Integer.toString(i).getBytes(), value));
      }
    }
  }

  private static Set<String> consumed(KafkaHop hop, String topic) {
    var seen = new TreeSet<String>();
    var times = new HashMap<String, Integer>();
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", hop.bootstrapServers("payment"),
            "group.id", "payment",
            "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(new HashSet<>(List.of(topic)));
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(record -> times.merge(new String(record.key()), 1, Integer::sum));
                return times.size() == RECORDS;
              });
    }
    assertThat(times.values()).allMatch(count -> count == 1);
    seen.addAll(times.keySet());
    return seen;
  }
}
