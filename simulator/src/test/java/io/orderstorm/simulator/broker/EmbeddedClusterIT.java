package io.orderstorm.simulator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.process.Compilation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterIT {

  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

  @TempDir Path folder;

  @Test
  void aKilledLeaderIsReplacedAndComesBackInSync() throws Exception {
    ClusterLayout layout = ClusterLayout.plan(3, List.of("producer"));
    var settings =
        ClusterSettings.in(
            folder.resolve("data"),
            folder.resolve("logs"),
            FailureDetection.FAST,
            Compilation.QUICK);

    try (var cluster = EmbeddedCluster.start(layout, settings)) {
      createOrders(cluster);
      assertThat(write(cluster).offset()).isZero();

      EmbeddedBroker leader = cluster.health().leader(ORDERS);
      leader.kill();
      assertThat(leader.isAlive()).isFalse();
      assertThat(write(cluster).offset()).isEqualTo(1);
      assertThat(cluster.health().leader(ORDERS).id()).isNotEqualTo(leader.id());

      leader.start();
      assertThat(cluster.health().awaitFullStrength(Duration.ofSeconds(60))).isTrue();
      assertThat(cluster.health().serving()).isEqualTo(Set.of(1, 2, 3));
    }

    assertThat(folder.resolve("logs")).isDirectoryContaining("glob:**broker-2.log");
  }

  @Test
  void closingLeavesNoBrokerBehindEvenIfOneIsFrozen() {
    ClusterLayout layout = ClusterLayout.plan(1, List.of());
    var settings =
        ClusterSettings.in(
            folder.resolve("data"),
            folder.resolve("logs"),
            FailureDetection.DEFAULT,
            Compilation.QUICK);

    EmbeddedCluster cluster = EmbeddedCluster.start(layout, settings);
    long pid = cluster.broker(1).pid();
    cluster.broker(1).pause();
    cluster.close();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static void createOrders(EmbeddedCluster cluster) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers(ClusterLayout.DIRECT)))) {
      var topic = new NewTopic("orders", 1, (short) 3).configs(Map.of("min.insync.replicas", "2"));
      admin.createTopics(List.of(topic)).all().get(2, TimeUnit.MINUTES);
    }
  }

  private static RecordMetadata write(EmbeddedCluster cluster) throws Exception {
    Map<String, Object> configuration =
        Map.of("bootstrap.servers", cluster.bootstrapServers("producer"), "acks", "all");
    try (var producer =
        new KafkaProducer<byte[], byte[]>(
            configuration, new ByteArraySerializer(), new ByteArraySerializer())) {
      return producer
          .send(new ProducerRecord<>("orders", 0, null, new byte[10]))
          .get(2, TimeUnit.MINUTES);
    }
  }
}
