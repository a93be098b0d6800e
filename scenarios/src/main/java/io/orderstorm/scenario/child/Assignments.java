package io.orderstorm.scenario.child;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions each group's consumers hold; says once when every group holds all of its own.
 * Thread-safe.
 */
final class Assignments {

  private final Map<String, Set<TopicPartition>> missing = new HashMap<>();
  private final Runnable complete;
  private boolean said;

  Assignments(Map<String, List<TopicPartition>> inputs, Runnable complete) {
    inputs.forEach((group, partitions) -> missing.put(group, new HashSet<>(partitions)));
    this.complete = complete;
  }

  synchronized void assigned(String group, String topic, int partition) {
    of(group).remove(new TopicPartition(topic, partition));
    if (!said && missing.values().stream().allMatch(Set::isEmpty)) {
      said = true;
      complete.run();
    }
  }

  synchronized void revoked(String group, String topic, int partition) {
    of(group).add(new TopicPartition(topic, partition));
  }

  private Set<TopicPartition> of(String group) {
    return missing.computeIfAbsent(group, any -> new HashSet<>());
  }
}
