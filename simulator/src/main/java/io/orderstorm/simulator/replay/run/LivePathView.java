package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.plan.ClusterView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at a group from outside: what it has committed, where its topics end, and which of their
 * records are older than the guard's p99 by the records' own times. The replay's own targets are
 * left out of the p99: its copies are no live records. For one thread.
 */
final class LivePathView {

  private final ClusterView cluster;
  private final Guard guard;
  private final Set<String> targets;
  private final InstantSource clock;
  private final DueRecords records = new DueRecords();

  LivePathView(ClusterView cluster, Guard guard, Set<String> targets, InstantSource clock) {
    this.cluster = cluster;
    this.guard = guard;
    this.targets = Set.copyOf(targets);
    this.clock = clock;
  }

  /**
   * Looks.
   *
   * @throws io.orderstorm.simulator.replay.ReplayFailedException if the cluster does not answer, or
   *     the group has committed nothing
   */
  LivePath look() {
    long lag = cluster.lag(guard.group());
    if (guard.p99Above() == null) {
      return new LivePath(lag, 0, 0);
    }
    Instant bound = clock.instant().minus(guard.p99Above());
    Map<TopicPartition, Long> committed = new HashMap<>(cluster.checkpoint(guard.group()));
    committed.keySet().removeIf(partition -> targets.contains(partition.topic()));
    DueRecords.Count count = records.look(committed, due(committed, bound));
    return new LivePath(lag, count.due(), count.late());
  }

  /** The first offset that is not older than the bound; the end if all are. */
  private Map<TopicPartition, Long> due(Map<TopicPartition, Long> committed, Instant bound) {
    Map<TopicPartition, Long> ends = cluster.ends(committed.keySet());
    Map<TopicPartition, Long> since = cluster.since(committed.keySet(), bound);
    var due = new HashMap<TopicPartition, Long>();
    for (TopicPartition partition : committed.keySet()) {
      long first = since.getOrDefault(partition, -1L);
      due.put(partition, first >= 0 ? first : ends.getOrDefault(partition, 0L));
    }
    return due;
  }
}
