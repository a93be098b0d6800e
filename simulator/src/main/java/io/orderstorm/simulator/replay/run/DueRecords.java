package io.orderstorm.simulator.replay.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells from offsets alone whether a group keeps a p99, on any cluster and without reading a
 * record. At each look the records that are older than the bound are <em>due</em>; those of them
 * that fell due since the last look and are not committed now are <em>late</em>. Each is late for
 * certain: it took longer than the bound. One that was committed late, but before the look, is not
 * seen, so a p99 that is above the bound by less than the time between two looks may pass.
 *
 * <p>Counts offsets, so the marks of transactions count as records. For one thread.
 */
final class DueRecords {

  /** Looks that are added up: as many seconds. */
  private static final int LOOKS = 5;

  private final Map<TopicPartition, Long> dueBefore = new HashMap<>();
  private final Deque<Count> window = new ArrayDeque<>();

  /** Records within some looks. */
  record Count(long due, long late) {
    Count plus(Count other) {
      return new Count(due + other.due, late + other.late);
    }
  }

  /**
   * Takes in a look.
   *
   * @param committed the group's offsets
   * @param due for each of these partitions, the first offset whose record is not due yet
   * @return what the last looks came to; nothing is known of a partition at its first
   */
  Count look(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> due) {
    var now = new Count(0, 0);
    for (Map.Entry<TopicPartition, Long> entry : due.entrySet()) {
      long until = entry.getValue();
      Long since = dueBefore.put(entry.getKey(), until);
      if (since != null && until > since) {
        long done = Math.max(since, committed.getOrDefault(entry.getKey(), 0L));
        now = now.plus(new Count(until - since, Math.max(0, until - done)));
      }
    }
    window.addLast(now);
    if (window.size() > LOOKS) {
      window.removeFirst();
    }
    return window.stream().reduce(new Count(0, 0), Count::plus);
  }
}
