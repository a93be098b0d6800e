package io.orderstorm.scenario.cli;

import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.process.Compilation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker that is the user's, with plain clients that know nothing of us. */
final class UsersCluster implements AutoCloseable {

  private final EmbeddedCluster cluster;
  final Admin admin;
  final KafkaProducer<String, String> producer;

  UsersCluster(Path folder) {
    cluster =
        EmbeddedCluster.start(
            ClusterLayout.plan(1, List.of()),
            ClusterSettings.in(
                folder.resolve("brokers"),
                folder.resolve("logs"),
                FailureDetection.DEFAULT,
                Compilation.QUICK));
    admin = Admin.create(Map.of("bootstrap.servers", servers()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers(), "linger.ms", 5),
            new StringSerializer(),
            new StringSerializer());
  }

  /** What a command said and how it ended. */
  record Said(int status, String out) {}

  /** Runs a command in this process. */
  static Said orderstorm(List<String> arguments) {
    var out = new StringWriter();
    int status =
        OrderStorm.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(arguments.toArray(String[]::new));
    return new Said(status, out.toString());
  }

  String servers() {
    return cluster.bootstrapServers(ClusterLayout.DIRECT);
  }

  /** Only a partition's leader answers for its offsets: afterwards a producer may come. */
  void create(NewTopic... topics) throws Exception {
    admin.createTopics(List.of(topics)).all().get();
    var partitions = new HashMap<TopicPartition, OffsetSpec>();
    for (NewTopic topic : topics) {
      for (int number = 0; number < topic.numPartitions(); number++) {
        partitions.put(new TopicPartition(topic.name(), number), OffsetSpec.latest());
      }
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsMatching(UsersCluster::isNotHeardOfYet)
        .until(() -> admin.listOffsets(partitions).all().get() != null);
  }

  /** The controller has made the topic, the broker has yet to learn of it. */
  private static boolean isNotHeardOfYet(Throwable failure) {
    return failure instanceof ExecutionException
        && failure.getCause() instanceof UnknownTopicOrPartitionException;
  }

  List<ConsumerRecord<String, String>> read(String topic) {
    return read(topic, "read_committed");
  }

  List<ConsumerRecord<String, String>> read(String topic, String isolation) {
    Map<String, Object> configuration =
        Map.of("bootstrap.servers", servers(), "isolation.level", isolation);
    try (var consumer =
        new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, String>>();
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    cluster.close();
  }
}
