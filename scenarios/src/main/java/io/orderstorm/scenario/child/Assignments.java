package io.orderstorm.scenario.child;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions the consumers of this process hold; says once when every group that is here as a
 * whole holds all of its own, and every group that is here in part holds one. Thread-safe.
 */
final class Assignments {

  private final Map<String, Set<TopicPartition>> missing = new HashMap<>();
  private final Map<String, Set<TopicPartition>> held = new HashMap<>();
  private final Runnable complete;
  private boolean said;

  /**
   * @param whole what each group reads that has all its consumers here
   * @param parts groups that have consumers elsewhere too
   */
  Assignments(Map<String, List<TopicPartition>> whole, Set<String> parts, Runnable complete) {
    whole.forEach((group, partitions) -> missing.put(group, new HashSet<>(partitions)));
    parts.forEach(group -> held.put(group, new HashSet<>()));
    this.complete = complete;
  }

  synchronized void assigned(String group, String topic, int partition) {
    var one = new TopicPartition(topic, partition);
    if (held.containsKey(group)) {
      of(held, group).add(one);
    } else {
      of(missing, group).remove(one);
    }
    if (!said
        && missing.values().stream().allMatch(Set::isEmpty)
        && held.values().stream().noneMatch(Set::isEmpty)) {
      said = true;
      complete.run();
    }
  }

  synchronized void revoked(String group, String topic, int partition) {
    var one = new TopicPartition(topic, partition);
    if (held.containsKey(group)) {
      of(held, group).remove(one);
    } else {
      of(missing, group).add(one);
    }
  }

  private static Set<TopicPartition> of(Map<String, Set<TopicPartition>> groups, String group) {
    return groups.computeIfAbsent(group, any -> new HashSet<>());
  }
}
