package io.orderstorm.scenario.external;

import io.orderstorm.simulator.client.ClusterAccess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;

/** A cluster as it is at this moment. Asks only; blocks for some seconds at most. */
public final class LiveCluster implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final ClusterAccess access;
  private final Admin admin;

  /** Connects when it is asked for the first time. */
  public LiveCluster(ClusterAccess access) {
    this.access = access;
    this.admin = BoundedAdmin.of(access);
  }

  /** The brokers that are there now. */
  public List<FoundCluster.Broker> brokers() {
    return answer(admin.describeCluster().nodes()).stream()
        .map(LiveCluster::broker)
        .sorted(Comparator.comparingInt(FoundCluster.Broker::id))
        .toList();
  }

  /**
   * The leader of a partition now.
   *
   * @param topic as the pipeline calls it
   */
  public FoundCluster.Broker leader(String topic, int partition) {
    String there = access.names().topic(topic);
    Node leader =
        answer(admin.describeTopics(List.of(there)).allTopicNames())
            .values()
            .iterator()
            .next()
            .partitions()
            .get(partition)
            .leader();
    if (leader == null || leader.isEmpty()) {
      throw new IllegalStateException(there + "/" + partition + " has no leader now");
    }
    return broker(leader);
  }

  /** The name of the broker that leads the quorum now. */
  public String controller() {
    return "broker-" + answer(admin.describeMetadataQuorum().quorumInfo()).leaderId();
  }

  /** Whether a broker is there and every replica on it is in sync; false if nobody can tell now. */
  public boolean hasInSync(String broker) {
    try {
      return brokers().stream().anyMatch(one -> one.name().equals(broker))
          && answer(admin.describeTopics(answer(admin.listTopics().names())).allTopicNames())
              .values()
              .stream()
              .flatMap(topic -> topic.partitions().stream())
              .filter(partition -> names(partition.replicas()).contains(broker))
              .allMatch(partition -> names(partition.isr()).contains(broker));
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(node -> broker(node).name()).toList();
  }

  private static FoundCluster.Broker broker(Node node) {
    return new FoundCluster.Broker(node.id(), node.host(), node.port());
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the cluster does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster was asked", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
