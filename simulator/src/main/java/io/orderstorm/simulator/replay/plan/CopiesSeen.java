package io.orderstorm.simulator.replay.plan;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.replay.Copies;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks in targets for copies that other plans made of what is in scope: the effects that exist
 * already. A copy is known by its header.
 */
public final class CopiesSeen {

  private final ClusterAccess access;
  private final ClusterView cluster;
  private final String clientId;

  public CopiesSeen(ClusterAccess access, ClusterView cluster, String clientId) {
    this.access = access;
    this.cluster = cluster;
    this.clientId = clientId;
  }

  /**
   * Refuses if there is one.
   *
   * @param since where to begin in each target; from its beginning if there is no such topic in it
   * @param planId whose own copies do not count
   * @throws ReplayRefusedException with how many, and by which plans
   */
  public void requireNone(
      List<TopicSeen> targets,
      List<TopicSeen> since,
      List<Slice> slices,
      Scope scope,
      String planId) {
    Map<String, String> candidates = candidates(targets, since, planId);
    if (candidates.isEmpty()) {
      return;
    }
    var makers = new TreeMap<String, Long>();
    new SourceReader(access, clientId)
        .read(
            SourceReader.parts(slices),
            record -> {
              String maker = candidates.get(Copies.source(record));
              if (maker != null && scope.includes(record)) {
                makers.merge(maker, 1L, Long::sum);
              }
              return true;
            });
    if (!makers.isEmpty()) {
      throw new ReplayRefusedException(
          "records in scope were replayed into the target before (records by plan: "
              + makers
              + "); leave them out of the scope, or their effects would come twice");
    }
  }

  /** Other plans' copies: what was copied, and by which plan. */
  private Map<String, String> candidates(
      List<TopicSeen> targets, List<TopicSeen> since, String planId) {
    var found = new HashMap<String, String>();
    new SourceReader(access, clientId)
        .read(
            parts(targets, since),
            record -> {
              String maker = header(record, EventHeaders.REPLAY_PLAN);
              if (!maker.isEmpty() && !maker.equals(planId)) {
                found.put(header(record, EventHeaders.REPLAY_SOURCE), maker);
              }
              return true;
            });
    return found;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return EventHeaders.text(record.headers(), name).orElse("");
  }

  private Map<TopicPartition, SourceReader.Part> parts(
      List<TopicSeen> targets, List<TopicSeen> since) {
    var all = new HashMap<TopicPartition, SourceReader.Part>();
    for (TopicSeen target : targets) {
      List<TopicPartition> partitions = partitions(target);
      Map<TopicPartition, Long> begins = cluster.begins(partitions);
      for (TopicPartition partition : partitions) {
        long from = Math.max(begins.getOrDefault(partition, 0L), end(since, partition));
        all.put(partition, new SourceReader.Part(from, target.ends().get(partition.partition())));
      }
    }
    return all;
  }

  private static List<TopicPartition> partitions(TopicSeen topic) {
    return java.util.stream.IntStream.range(0, topic.partitions())
        .mapToObj(number -> new TopicPartition(topic.name(), number))
        .toList();
  }

  private static long end(List<TopicSeen> since, TopicPartition partition) {
    return since.stream()
        .filter(topic -> topic.name().equals(partition.topic()))
        .filter(topic -> partition.partition() < topic.partitions())
        .mapToLong(topic -> topic.ends().get(partition.partition()))
        .findFirst()
        .orElse(0);
  }
}
