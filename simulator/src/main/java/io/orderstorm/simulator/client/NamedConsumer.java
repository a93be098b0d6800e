package io.orderstorm.simulator.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A consumer that is spoken to in the pipeline's own names. Throws what the consumer in it throws.
 * For one thread.
 */
public final class NamedConsumer {

  private final Consumer<byte[], byte[]> consumer;
  private final PhysicalNames names;

  public NamedConsumer(Consumer<byte[], byte[]> consumer, PhysicalNames names) {
    this.consumer = consumer;
    this.names = names;
  }

  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    consumer.subscribe(topics.stream().map(names::topic).toList(), new Named(listener));
  }

  /** What has arrived, in the order of each partition; waits for something at most so long. */
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
      records.add(names.ownRecord(record));
    }
    return records;
  }

  /**
   * The offset that is fetched next; control records of transactions are behind it. Empty while the
   * consumer does not know, as after a change of the leader: to wait for it would hold up the other
   * partitions, and for as long as the leader's link is cut.
   */
  public OptionalLong position(TopicPartition partition) {
    try {
      return OptionalLong.of(consumer.position(names.partition(partition), Duration.ZERO));
    } catch (TimeoutException unknown) {
      return OptionalLong.empty();
    }
  }

  public void pause(Collection<TopicPartition> partitions) {
    consumer.pause(physical(partitions));
  }

  public void resume(Collection<TopicPartition> partitions) {
    consumer.resume(physical(partitions));
  }

  /** Commits in the background; the callback hears the partitions' own names. */
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    consumer.commitAsync(
        physical(offsets), (committed, error) -> callback.onComplete(offsets, error));
  }

  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {
    consumer.commitSync(physical(offsets), atMost);
  }

  public void close(CloseOptions options) {
    consumer.close(options);
  }

  private List<TopicPartition> physical(Collection<TopicPartition> partitions) {
    return partitions.stream().map(names::partition).toList();
  }

  private Map<TopicPartition, OffsetAndMetadata> physical(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    var physical = new HashMap<TopicPartition, OffsetAndMetadata>();
    offsets.forEach((partition, offset) -> physical.put(names.partition(partition), offset));
    return physical;
  }

  /** Hears of partitions under the cluster's names and tells of them under their own. */
  private final class Named implements ConsumerRebalanceListener {

    private final ConsumerRebalanceListener listener;

    Named(ConsumerRebalanceListener listener) {
      this.listener = listener;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      listener.onPartitionsAssigned(own(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      listener.onPartitionsRevoked(own(partitions));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      listener.onPartitionsLost(own(partitions));
    }

    private List<TopicPartition> own(Collection<TopicPartition> partitions) {
      return partitions.stream().map(names::ownPartition).toList();
    }
  }
}
