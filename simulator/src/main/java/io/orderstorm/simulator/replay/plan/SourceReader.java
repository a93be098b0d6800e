package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.ReplayFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads parts of partitions, committed records only, without a group and without leaving a trace.
 */
public final class SourceReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ClusterAccess access;
  private final String clientId;

  public SourceReader(ClusterAccess access, String clientId) {
    this.access = access;
    this.clientId = clientId;
  }

  /**
   * Part of a partition.
   *
   * @param to one more than the last offset that is read
   */
  public record Part(long from, long to) {}

  /** The parts that slices span. */
  public static Map<TopicPartition, Part> parts(List<Slice> slices) {
    return slices.stream()
        .collect(
            Collectors.toMap(
                slice -> new TopicPartition(slice.topic(), slice.partition()),
                slice -> new Part(slice.from(), slice.to())));
  }

  /**
   * Hands over every record, in the order of each partition.
   *
   * @param wanted says of each record whether more of its partition is wanted
   * @throws ReplayFailedException if offsets are gone, or the cluster does not answer for a minute
   */
  public void read(
      Map<TopicPartition, Part> parts, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    var left = new HashMap<TopicPartition, Part>();
    parts.forEach(
        (partition, part) -> {
          if (part.from() < part.to()) {
            left.put(partition, part);
          }
        });
    if (left.isEmpty()) {
      return;
    }
    try (var consumer = new KafkaConsumer<byte[], byte[]>(configuration())) {
      consumer.assign(left.keySet());
      left.forEach((partition, part) -> consumer.seek(partition, part.from()));
      readAll(consumer, left, wanted);
    } catch (OffsetOutOfRangeException | NoOffsetForPartitionException e) {
      throw new ReplayFailedException("records were removed while they were read", e);
    }
  }

  private static void readAll(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Part> left,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
    long before = -1;
    while (!left.isEmpty()) {
      Set<TopicPartition> finished = new HashSet<>();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        Part part = left.get(partition);
        boolean inside =
            part != null && record.offset() < part.to() && !finished.contains(partition);
        if (inside && !wanted.test(record)) {
          finished.add(partition);
        }
      }
      long progress = 0;
      for (Map.Entry<TopicPartition, Part> entry : left.entrySet()) {
        long position = consumer.position(entry.getKey(), PATIENCE);
        progress += position;
        if (position >= entry.getValue().to()) {
          finished.add(entry.getKey());
        }
      }
      if (!finished.isEmpty() || progress != before) {
        giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        before = progress;
      }
      finish(consumer, left, finished);
      if (System.nanoTime() > giveUpNanos) {
        throw new ReplayFailedException(
            "nothing could be read from " + left.keySet() + " for " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  private static void finish(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Part> left,
      Set<TopicPartition> finished) {
    if (left.keySet().removeAll(finished)) {
      var positions = new HashMap<TopicPartition, Long>();
      left.keySet().forEach(one -> positions.put(one, consumer.position(one)));
      consumer.assign(left.keySet());
      positions.forEach(consumer::seek);
    }
  }

  private Map<String, Object> configuration() {
    return access.client(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            clientId,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class));
  }
}
