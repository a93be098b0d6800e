package io.orderstorm.scenario.watch;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.deadletter.Triage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what people do about dead letters: their marks in {@link Triage#TOPIC}, which may not be
 * there before the first of them. A thread of its own; while the brokers are away it knows nothing
 * new.
 */
final class TriageWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TriageWatch.class);
  private static final TopicPartition MARKS = new TopicPartition(Triage.TOPIC, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long EVERY_MILLIS = 1_000;

  private final ClusterAccess cluster;
  private final OpenLetters letters;
  private final Thread thread = new Thread(this::follow, "triage");

  private TriageWatch(ClusterAccess cluster, OpenLetters letters) {
    this.cluster = cluster;
    this.letters = letters;
  }

  /** Starts following; the letters are taken out when they are dealt with. */
  static TriageWatch start(ClusterAccess cluster, OpenLetters letters) {
    var watch = new TriageWatch(cluster, letters);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void follow() {
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            cluster.client(
                Map.of(
                    ConsumerConfig.CLIENT_ID_CONFIG,
                    "triage-watch",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed",
                    ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                    false)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      while (!Thread.currentThread().isInterrupted()) {
        look(consumer);
        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException | InterruptException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      if (consumer.assignment().isEmpty()
          && !letters.isEmpty()
          && consumer.listTopics(PATIENCE).containsKey(Triage.TOPIC)) {
        consumer.assign(List.of(MARKS));
        consumer.seekToBeginning(List.of(MARKS));
      }
      if (!consumer.assignment().isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> mark : consumer.poll(POLL)) {
          if (mark.key() != null) {
            letters.dealtWith(ownPosition(mark.key()));
          }
        }
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debug("the brokers do not tell the triage's marks", e);
    }
  }

  /** Marks carry positions as the cluster names them. */
  private String ownPosition(byte[] key) {
    String position = new String(key, StandardCharsets.UTF_8);
    String prefix = cluster.names().prefix();
    return position.startsWith(prefix) ? position.substring(prefix.length()) : position;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
