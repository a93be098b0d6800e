package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a replay asks a cluster, with answers within seconds. Thread-safe. */
public final class ClusterView implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final Admin admin;
  private final String address;

  private ClusterView(Admin admin, String address) {
    this.admin = admin;
    this.address = address;
  }

  /**
   * Makes a view; it connects when it is first asked.
   *
   * @throws ReplayRefusedException if the addresses or the client properties can't be used
   */
  public static ClusterView of(ClusterAccess access, String clientId) {
    try {
      return new ClusterView(
          Admin.create(
              access.client(
                  Map.of(
                      AdminClientConfig.CLIENT_ID_CONFIG,
                      clientId,
                      AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                      15_000,
                      AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                      5_000))),
          access.bootstrapServers());
    } catch (KafkaException e) {
      throw new ReplayRefusedException(
          "--bootstrap-servers or --command-config can't be used: "
              + ReplayFailedException.reason(e.getCause() == null ? e : e.getCause()));
    }
  }

  /** For what only a replay does with a cluster, quotas for example. */
  public Admin admin() {
    return admin;
  }

  /** The cluster's id. */
  public String clusterId() {
    return ask("the cluster's id", admin.describeCluster().clusterId());
  }

  /**
   * Topics as they are now.
   *
   * @throws ReplayRefusedException if one does not exist
   */
  public List<TopicSeen> topics(Collection<String> names) {
    var seen = new ArrayList<TopicSeen>();
    for (String name : new TreeSet<>(names)) {
      TopicDescription description = describe(name);
      List<TopicPartition> partitions =
          description.partitions().stream()
              .map(partition -> new TopicPartition(name, partition.partition()))
              .toList();
      Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
      seen.add(
          new TopicSeen(
              name,
              description.topicId().toString(),
              partitions.stream().map(one -> ends.getOrDefault(one, 0L)).toList()));
    }
    return seen;
  }

  private TopicDescription describe(String name) {
    try {
      return Objects.requireNonNull(
          admin
              .describeTopics(List.of(name))
              .allTopicNames()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .get(name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        throw new ReplayRefusedException("there is no topic " + name + " at " + address);
      }
      throw new ReplayFailedException("can't look at topic " + name, e);
    } catch (TimeoutException e) {
      throw new ReplayFailedException(address + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReplayFailedException("interrupted", e);
    }
  }

  /** Names of all topics that the user may see, internal ones left out. */
  public Set<String> topicNames() {
    return ask("the topics' names", admin.listTopics().names());
  }

  /** The first offset that is still there. */
  public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** One more than the last offset that is committed. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  /** The first offset whose time is not before; −1 if there is none. */
  public Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, Instant time) {
    return offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    var asked = partitions.stream().collect(Collectors.toMap(one -> one, one -> which));
    var answers = new HashMap<TopicPartition, Long>();
    ask(
            "offsets",
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, offset) -> answers.put(partition, offset.offset()));
    return answers;
  }

  /**
   * How many records of its topics a group has yet to read.
   *
   * @throws ReplayFailedException if the cluster does not answer, or the group has committed
   *     nothing: its lag can't be seen, and is not 0
   */
  public long lag(String group) {
    Map<TopicPartition, Long> known = checkpoint(group);
    if (known.isEmpty()) {
      throw new ReplayFailedException("group " + group + " has committed no offsets");
    }
    Map<TopicPartition, Long> ends = ends(known.keySet());
    return known.entrySet().stream()
        .mapToLong(
            entry ->
                Math.max(0, ends.getOrDefault(entry.getKey(), entry.getValue()) - entry.getValue()))
        .sum();
  }

  /** What a group has committed. */
  public Map<TopicPartition, Long> checkpoint(String group) {
    var known = new HashMap<TopicPartition, Long>();
    ask("offsets of " + group, admin.listConsumerGroupOffsets(group).all())
        .getOrDefault(group, Map.of())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                known.put(partition, offset.offset());
              }
            });
    return known;
  }

  /**
   * Makes a topic unless it is there, and waits until its leaders serve.
   *
   * @throws ReplayFailedException if the cluster does not allow it or does not answer
   */
  public void ensure(NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new ReplayFailedException("can't make the topic " + topic.name(), e);
      }
    } catch (TimeoutException e) {
      throw new ReplayFailedException("can't make the topic " + topic.name(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      Topics.awaitLeaders(admin, List.of(topic));
    } catch (ExecutionException | TimeoutException e) {
      throw new ReplayFailedException("can't use the topic " + topic.name(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ReplayFailedException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ReplayFailedException("interrupted", e);
  }

  /** Groups that have committed offsets in one of these topics. */
  public List<String> readersOf(Collection<String> topics) {
    Map<String, ListConsumerGroupOffsetsSpec> groups =
        ask("groups", admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toMap(id -> id, id -> new ListConsumerGroupOffsetsSpec()));
    if (groups.isEmpty()) {
      return List.of();
    }
    return ask("offsets of groups", admin.listConsumerGroupOffsets(groups).all())
        .entrySet()
        .stream()
        .filter(
            entry ->
                entry.getValue().keySet().stream().anyMatch(one -> topics.contains(one.topic())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private <T> T ask(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ReplayFailedException("can't get " + what + " from " + address, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofSeconds(5));
  }
}
