package io.orderstorm.simulator.client;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the pipeline's topics and groups are called on a cluster: a prefix and their own name.
 *
 * @param prefix empty on a cluster that belongs to the run alone
 */
public record PhysicalNames(String prefix) {

  /** The names as they are. */
  public static final PhysicalNames OWN = new PhysicalNames("");

  private static final String ALLOWED = "[a-z][a-z0-9-]{0,46}-";

  public PhysicalNames {
    if (!prefix.isEmpty() && !prefix.matches(ALLOWED)) {
      throw new IllegalArgumentException(
          "a prefix is up to 48 lower-case letters, digits and hyphens, begins with a letter and"
              + " ends with a hyphen, such as orderstorm-autumn-, but is '"
              + prefix
              + "'");
    }
  }

  /** A topic's name on the cluster. */
  public String topic(String name) {
    return prefix + name;
  }

  /** A consumer group's name on the cluster. */
  public String group(String name) {
    return prefix + name;
  }

  /** A partition as the cluster knows it. */
  public TopicPartition partition(TopicPartition own) {
    return prefix.isEmpty() ? own : new TopicPartition(topic(own.topic()), own.partition());
  }

  /** A record for the cluster; headers and all else stay. */
  public ProducerRecord<byte[], byte[]> record(ProducerRecord<byte[], byte[]> own) {
    return prefix.isEmpty()
        ? own
        : new ProducerRecord<>(
            topic(own.topic()),
            own.partition(),
            own.timestamp(),
            own.key(),
            own.value(),
            own.headers());
  }

  /**
   * A topic's own name.
   *
   * @throws IllegalArgumentException if the topic is not the pipeline's
   */
  public String ownTopic(String physical) {
    if (!physical.startsWith(prefix)) {
      throw new IllegalArgumentException("'" + physical + "' does not begin with " + prefix);
    }
    return physical.substring(prefix.length());
  }

  /** A partition under its own name. */
  public TopicPartition ownPartition(TopicPartition physical) {
    return prefix.isEmpty()
        ? physical
        : new TopicPartition(ownTopic(physical.topic()), physical.partition());
  }

  /** A record that the cluster gave, under its topic's own name. */
  public ConsumerRecord<byte[], byte[]> ownRecord(ConsumerRecord<byte[], byte[]> physical) {
    return prefix.isEmpty()
        ? physical
        : new ConsumerRecord<>(
            ownTopic(physical.topic()),
            physical.partition(),
            physical.offset(),
            physical.timestamp(),
            physical.timestampType(),
            physical.serializedKeySize(),
            physical.serializedValueSize(),
            physical.key(),
            physical.value(),
            physical.headers(),
            Optional.empty());
  }
}
