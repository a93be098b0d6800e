package io.orderstorm.simulator.replay.redrive;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.Triage;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.plan.ClusterView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Keeps what was decided about dead letters. */
public final class TriageDesk {

  private final ClusterAccess access;
  private final ClusterView cluster;

  public TriageDesk(ClusterAccess access, ClusterView cluster) {
    this.access = access;
    this.cluster = cluster;
  }

  /**
   * Makes the topic of marks, unless it is there.
   *
   * @throws ReplayFailedException if the cluster does not allow it; without marks, what was dealt
   *     with would be dealt with again
   */
  public void open() {
    var compacted =
        new NewTopic(Triage.TOPIC, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    try {
      cluster.ensure(compacted);
    } catch (ReplayFailedException e) {
      throw new ReplayFailedException(
          "nothing would remember what is redriven and discarded; have its topic made, compacted",
          e);
    }
  }

  /** Marks dead letters as given up, all or none of them. */
  public void discard(List<DeadLetter> letters, String by, String reason, Instant at) {
    open();
    try (var producer = new KafkaProducer<byte[], byte[]>(configuration())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (DeadLetter letter : letters) {
        var unused = producer.send(Triage.discarded(letter.record(), by, reason, at));
      }
      producer.commitTransaction(); // fails if a mark did
    } catch (KafkaException e) {
      throw new ReplayFailedException("can't keep what was discarded", e);
    }
  }

  private Map<String, Object> configuration() {
    return access.client(
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            "orderstorm-dlq",
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "orderstorm-dlq-" + java.util.UUID.randomUUID(),
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class));
  }
}
