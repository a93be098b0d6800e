package io.orderstorm.scenario.watch;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.client.PhysicalNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * Each consumer group's lag as the brokers tell it now: end offsets less committed ones, retry
 * topics included. For the display, the safeguards and for knowing when the pipeline is quiet; the
 * report computes lag from its own records.
 */
public final class Backlog implements AutoCloseable {

  private static final int ANSWER_WITHIN_MS = 3_000;

  private final Admin admin;
  private final PhysicalNames names;

  /** By the group's own name, what it reads as the cluster knows it. */
  private final Map<String, List<TopicPartition>> inputs = new LinkedHashMap<>();

  /**
   * Watches groups.
   *
   * @param inputs what each group reads, in the order of the stages, by the pipeline's own names
   */
  public Backlog(ClusterAccess cluster, Map<String, List<TopicPartition>> inputs) {
    this.names = cluster.names();
    this.admin =
        Admin.create(
            cluster.client(
                Map.of(
                    AdminClientConfig.CLIENT_ID_CONFIG,
                    "backlog",
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    200,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    ANSWER_WITHIN_MS,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    ANSWER_WITHIN_MS)));
    inputs.forEach(
        (group, partitions) ->
            this.inputs.put(group, partitions.stream().map(names::partition).toList()));
  }

  /**
   * What the brokers answered.
   *
   * @param lag by group
   * @param written the sum of all end offsets: it stands still when nobody writes
   * @param brokers how many brokers are members of the cluster
   */
  public record Reading(Map<String, Long> lag, long written, int brokers) {

    /** Before the brokers were asked. */
    public static final Reading NONE = new Reading(Map.of(), -1, 0);

    /** Whether no group has anything left to read. */
    public boolean isDrained() {
      return lag.values().stream().allMatch(records -> records == 0);
    }
  }

  /** A topic has more partitions from now on; every group that reads it has to read those too. */
  public synchronized void expand(String topic, int partitions) {
    String there = names.topic(topic);
    inputs.replaceAll(
        (group, before) ->
            before.stream().noneMatch(partition -> partition.topic().equals(there))
                ? before
                : Stream.concat(
                        before.stream().filter(partition -> !partition.topic().equals(there)),
                        IntStream.range(0, partitions)
                            .mapToObj(number -> new TopicPartition(there, number)))
                    .toList());
  }

  /**
   * Asks the brokers.
   *
   * @throws UnansweredException if they do not answer in time
   */
  public synchronized Reading read() throws UnansweredException {
    try {
      var latest = new HashMap<TopicPartition, OffsetSpec>();
      inputs
          .values()
          .forEach(
              partitions ->
                  partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest())));
      KafkaFuture<Collection<Node>> members = admin.describeCluster().nodes();
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin.listOffsets(latest).all().get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
      var lag = new LinkedHashMap<String, Long>();
      for (Map.Entry<String, List<TopicPartition>> group : inputs.entrySet()) {
        lag.put(group.getKey(), lag(group.getKey(), group.getValue(), ends));
      }
      return new Reading(
          lag,
          ends.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum(),
          members.get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS).size());
    } catch (ExecutionException | TimeoutException e) {
      throw new UnansweredException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnansweredException(e);
    }
  }

  private long lag(
      String group,
      List<TopicPartition> partitions,
      Map<TopicPartition, ListOffsetsResultInfo> ends)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(names.group(group))
            .partitionsToOffsetAndMetadata()
            .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
    long lag = 0;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata at = committed.get(partition);
      ListOffsetsResultInfo end = ends.get(partition);
      lag += Math.max(0, (end == null ? 0 : end.offset()) - (at == null ? 0 : at.offset()));
    }
    return lag;
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ZERO);
  }

  /** The brokers did not answer; during a broker fault that is to be expected. */
  public static final class UnansweredException extends Exception {

    private static final long serialVersionUID = 1L;

    UnansweredException(Exception cause) {
      super("the brokers do not tell the groups' offsets", cause);
    }
  }
}
