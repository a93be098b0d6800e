package io.orderstorm.simulator.topic;

import io.orderstorm.simulator.client.PhysicalNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;

/** Makes the topics of a run. */
public final class Topics {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long ASK_AGAIN_MILLIS = 100;

  private Topics() {}

  /**
   * How topics are laid out.
   *
   * <p>Retry and dead-letter topics, nearly always empty, have few partitions: a follower asks for
   * all of its partitions with every fetch, and with twelve times as many the brokers of a small
   * machine do little else.
   *
   * @param partitions of the topics that orders run through
   */
  public record Layout(int partitions, int replication, int minInsync) {
    private static final int RETRY_PARTITIONS = 3;

    public Layout {
      if (partitions < 1 || partitions > 1_000) {
        throw new IllegalArgumentException("partitions must be 1 to 1000, not " + partitions);
      }
      if (replication < 1 || minInsync < 1 || minInsync > replication) {
        throw new IllegalArgumentException(
            "min-insync must be 1 to the replication " + replication + ", not " + minInsync);
      }
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
      if (topic.endsWith(".dlq")) {
        return 1;
      }
      return topic.endsWith(".retry") ? Math.min(RETRY_PARTITIONS, partitions) : partitions;
    }
  }

  /**
   * Creates every topic of the catalogue, with the broker's append time as record time, and waits
   * until every leader serves. An idempotent producer that comes sooner may have its first batch
   * turned away while the second is taken, and then stays out of sequence for good.
   *
   * @param names what the topics are called on the cluster
   * @return the ids that the cluster gave them, by their names there
   * @throws IllegalStateException if the cluster refuses or does not answer in time
   */
  public static Map<String, Uuid> create(
      Admin admin, TopicCatalogue catalogue, Layout layout, PhysicalNames names) {
    List<NewTopic> topics =
        catalogue.cards().stream().map(card -> topic(card, layout, names)).toList();
    try {
      var created = admin.createTopics(topics);
      created.all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      var ids = new HashMap<String, Uuid>();
      for (NewTopic topic : topics) {
        ids.put(topic.name(), created.topicId(topic.name()).get());
      }
      awaitLeaders(admin, topics);
      return ids;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("can't create the topics: " + e.getMessage(), e);
    }
  }

  /**
   * Gives a topic more partitions. Keys may be on other partitions from then on, so events of a key
   * that come afterwards can overtake those that came before.
   *
   * @param topic as the cluster calls it
   * @throws IllegalStateException if the cluster refuses or does not answer in time
   */
  public static void expand(Admin admin, String topic, int partitions) {
    try {
      admin
          .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while expanding " + topic, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("can't expand " + topic + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits until the leader of every partition answers. A broker that is asked may not have heard of
   * a new topic yet: it is asked again.
   *
   * @throws ExecutionException if the cluster refuses, or has not heard of it after a minute
   */
  public static void awaitLeaders(Admin admin, List<NewTopic> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.listOffsets(everyPartition(topics)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > giveUpNanos) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
      }
    }
  }

  /** Only a partition's leader answers for its offsets. */
  private static Map<TopicPartition, OffsetSpec> everyPartition(List<NewTopic> topics) {
    var partitions = new HashMap<TopicPartition, OffsetSpec>();
    for (NewTopic topic : topics) {
      for (int number = 0; number < topic.numPartitions(); number++) {
        partitions.put(new TopicPartition(topic.name(), number), OffsetSpec.latest());
      }
    }
    return partitions;
  }

  private static NewTopic topic(TopicCard card, Layout layout, PhysicalNames names) {
    return new NewTopic(
            names.topic(card.topic()),
            layout.partitions(card.topic()),
            (short) layout.replication())
        .configs(
            Map.of(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(layout.minInsync()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(card.retention().toMillis())));
  }
}
