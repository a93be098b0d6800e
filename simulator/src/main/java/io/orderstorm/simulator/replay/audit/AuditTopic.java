package io.orderstorm.simulator.replay.audit;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.SourceReader;
import io.orderstorm.simulator.replay.plan.TopicSeen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of one partition with the lines of every log, each under its log's id; nothing is ever
 * removed from it. Made when the first line comes, where the cluster allows it. For one thread.
 */
public final class AuditTopic implements AuditMirror, AutoCloseable {

  private static final int PATIENCE_MILLIS = 5_000;

  private final ClusterAccess access;
  private final ClusterView cluster;
  private final String topic;
  private @Nullable KafkaProducer<String, String> producer;

  public AuditTopic(ClusterAccess access, ClusterView cluster, String topic) {
    this.access = access;
    this.cluster = cluster;
    this.topic = topic;
  }

  @Override
  public Optional<String> take(String log, String line) {
    try {
      if (producer == null) {
        make();
        producer = new KafkaProducer<>(configuration());
      }
      producer
          .send(new ProducerRecord<>(topic, 0, log, line))
          .get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | KafkaException | ReplayFailedException e) {
      return Optional.of(topic + ": " + ReplayFailedException.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(topic + ": interrupted");
    }
  }

  private void make() {
    cluster.ensure(
        new NewTopic(topic, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
  }

  /** The lines of every log in it, by the log's id. */
  public Map<String, List<String>> lines() {
    List<TopicSeen> seen = cluster.topics(List.of(topic));
    var lines = new HashMap<String, List<String>>();
    var partition = new TopicPartition(topic, 0);
    new SourceReader(access, "orderstorm-replay-audit")
        .read(
            Map.of(partition, new SourceReader.Part(0, seen.get(0).ends().get(0))),
            record ->
                lines
                    .computeIfAbsent(text(record.key()), log -> new ArrayList<>())
                    .add(text(record.value())));
    return lines;
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private Map<String, Object> configuration() {
    return access.client(
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "orderstorm-replay-audit",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS + 100,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class));
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
