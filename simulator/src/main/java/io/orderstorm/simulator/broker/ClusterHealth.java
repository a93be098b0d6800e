package io.orderstorm.simulator.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the cluster says of itself, asked over the direct listeners. Thread-safe. */
public final class ClusterHealth implements AutoCloseable {

  private static final int ANSWER_WITHIN_MS = 2_000;
  private static final int NOBODY = -1;
  private static final Duration POLL = Duration.ofMillis(50);

  private final Admin admin;
  private final List<EmbeddedBroker> brokers;

  ClusterHealth(Admin admin, List<EmbeddedBroker> brokers) {
    this.admin = admin;
    this.brokers = brokers;
  }

  /**
   * Waits until every broker is registered and unfenced.
   *
   * @throws ClusterStartException if one has ended or the time is over
   */
  public void awaitAllServing(Duration atMost) {
    await(
        () -> serving().size() == brokers.size(),
        atMost,
        true,
        () -> serving().size() + " of " + brokers.size() + " brokers serve");
  }

  /**
   * Waits until every broker is registered and every replica of every topic is in sync.
   * Registration alone is not enough: after a kill the in-sync sets still name the dead broker for
   * seconds.
   *
   * @return whether it came to that in time
   */
  public boolean awaitFullStrength(Duration atMost) {
    return awaitFullStrengthBut(Set.of(), atMost);
  }

  /**
   * The same without the replicas of some brokers, which are away on purpose.
   *
   * @param away their ids
   */
  public boolean awaitFullStrengthBut(Set<Integer> away, Duration atMost) {
    Set<Integer> expected =
        brokers.stream()
            .map(EmbeddedBroker::id)
            .filter(id -> !away.contains(id))
            .collect(Collectors.toSet());
    try {
      await(
          () -> serving().containsAll(expected) && everyReplicaInSync(expected),
          atMost,
          false,
          () -> "not every replica is in sync");
      return true;
    } catch (ClusterStartException tooLate) {
      return false;
    }
  }

  /**
   * Waits until a broker has ended or no longer serves.
   *
   * @return whether it came to that in time
   */
  public boolean awaitLoss(EmbeddedBroker broker, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadline) {
      Set<Integer> ids = broker.isAlive() ? serving() : Set.of(NOBODY);
      if (!ids.isEmpty() && !ids.contains(broker.id())) {
        return true; // an empty answer says nothing of this broker
      }
      pause();
    }
    return !broker.isAlive();
  }

  /**
   * The broker that leads a partition now.
   *
   * @throws IllegalStateException if the partition does not exist or has no leader
   */
  public EmbeddedBroker leader(TopicPartition partition) {
    TopicPartitionInfo info =
        partitions(Set.of(partition.topic())).stream()
            .filter(candidate -> candidate.partition() == partition.partition())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no partition " + partition));
    Node leader = info.leader();
    if (leader == null || leader.isEmpty()) {
      throw new IllegalStateException(partition + " has no leader");
    }
    return brokers.stream()
        .filter(broker -> broker.id() == leader.id())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(partition + " is led by stranger " + leader));
  }

  /**
   * The broker that is the quorum's active controller now.
   *
   * @throws IllegalStateException if the quorum has none, or does not answer
   */
  public EmbeddedBroker controller() {
    try {
      int leader =
          admin
              .describeMetadataQuorum(
                  new DescribeMetadataQuorumOptions().timeoutMs(ANSWER_WITHIN_MS))
              .quorumInfo()
              .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
              .leaderId();
      return brokers.stream()
          .filter(broker -> broker.id() == leader)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the quorum has no leader: " + leader));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the quorum does not tell its leader", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The ids of the brokers that serve now; empty while nobody answers. */
  public Set<Integer> serving() {
    try {
      var options = new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MS);
      Collection<Node> nodes =
          admin.describeCluster(options).nodes().get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
      var ids = new HashSet<Integer>();
      nodes.forEach(node -> ids.add(node.id()));
      return ids;
    } catch (ExecutionException | TimeoutException e) {
      return Set.of();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private boolean everyReplicaInSync(Set<Integer> expected) {
    try {
      Set<String> topics = admin.listTopics().names().get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
      return partitions(topics).stream()
          .allMatch(
              partition ->
                  ids(partition.isr())
                      .containsAll(
                          ids(partition.replicas()).stream().filter(expected::contains).toList()));
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Set<Integer> ids(List<Node> nodes) {
    return nodes.stream().map(Node::id).collect(Collectors.toSet());
  }

  private List<TopicPartitionInfo> partitions(Set<String> topics) {
    try {
      return admin
          .describeTopics(topics)
          .allTopicNames()
          .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .flatMap(description -> description.partitions().stream())
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the cluster does not describe " + topics, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void await(
      BooleanSupplier reached,
      Duration atMost,
      boolean allMustLive,
      java.util.function.Supplier<String> state) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!reached.getAsBoolean()) {
      if (allMustLive) {
        brokers.stream()
            .filter(broker -> !broker.isAlive())
            .findFirst()
            .ifPresent(ClusterHealth::refuse);
      }
      if (System.nanoTime() > deadline) {
        throw new ClusterStartException(
            "after "
                + atMost.toSeconds()
                + " s "
                + state.get()
                + "; see "
                + brokers.get(0).process().log());
      }
      pause();
    }
  }

  private static void refuse(EmbeddedBroker broker) {
    throw new ClusterStartException(
        broker.name()
            + " ended with status "
            + broker.process().exitStatus().orElse(-1)
            + "; its log is "
            + broker.process().log());
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while asking the cluster", e);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
