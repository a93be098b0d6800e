package io.orderstorm.scenario.watch;

import io.orderstorm.simulator.topic.StageName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The dead letters that were seen, and which of them nobody has dealt with yet. The observer's
 * thread adds letters, whoever follows the triage takes them out, any thread asks.
 */
public final class OpenLetters {

  private final Map<String, String> groups = new HashMap<>();
  private final Map<String, Long> written = new HashMap<>();

  /** By group, in the order in which they came: since when each lies there. */
  private final Map<String, Map<String, Long>> open = new HashMap<>();

  OpenLetters() {
    for (StageName stage : StageName.values()) {
      stage.reads().forEach(topic -> groups.put(stage.deadLetterTopic(topic), stage.group()));
      open.put(stage.group(), new LinkedHashMap<>());
    }
  }

  synchronized void add(String topic, int partition, long offset, long nanos) {
    String group = groups.get(topic);
    if (group != null) {
      written.merge(group, 1L, Long::sum);
      open.computeIfAbsent(group, any -> new LinkedHashMap<>())
          .put(topic + "/" + partition + "/" + offset, nanos);
    }
  }

  /** Somebody redrove or discarded a letter: {@code topic/partition/offset}. */
  synchronized void dealtWith(String position) {
    open.values().forEach(letters -> letters.remove(position));
  }

  /** How many letters each group has written. */
  public synchronized Map<String, Long> written() {
    return Map.copyOf(written);
  }

  /** How many letters of each group nobody has dealt with. */
  public synchronized Map<String, Long> open() {
    var counts = new HashMap<String, Long>();
    open.forEach((group, letters) -> counts.put(group, (long) letters.size()));
    return counts;
  }

  /** Since when each group's oldest open letter lies there, in run nanos. */
  public synchronized Map<String, Long> oldest() {
    var oldest = new HashMap<String, Long>();
    open.forEach(
        (group, letters) ->
            letters.values().stream().findFirst().ifPresent(nanos -> oldest.put(group, nanos)));
    return oldest;
  }

  synchronized boolean isEmpty() {
    return open.values().stream().allMatch(Map::isEmpty);
  }
}
