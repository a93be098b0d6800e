package io.orderstorm.report.analysis;

import io.orderstorm.report.record.StageRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What the consumers of one stage did: commits, and how often everything else happened. */
final class StageLog {

  /** A partition of a topic. */
  record Partition(String topic, int number) implements Comparable<Partition> {
    @Override
    public int compareTo(Partition other) {
      int byTopic = topic.compareTo(other.topic);
      return byTopic != 0 ? byTopic : Integer.compare(number, other.number);
    }
  }

  /** The committed offset of a partition as it rose. */
  static final class Commits {
    final Longs times = new Longs();
    final Longs nexts = new Longs();

    /** When the offset was first left behind; MAX_VALUE if it was not. */
    long passed(long offset) {
      long first = Long.MAX_VALUE;
      for (int i = 0; i < times.size(); i++) {
        if (nexts.get(i) > offset) {
          first = Math.min(first, times.get(i));
        }
      }
      return first;
    }
  }

  private final Map<Partition, Commits> commits = new TreeMap<>();
  private long redelivered;
  private final EnumMap<StageRecord.Event, Long> counts = new EnumMap<>(StageRecord.Event.class);

  void add(StageRecord record) {
    counts.merge(record.event(), 1L, Long::sum);
    String topic = record.topic();
    if (topic == null) {
      return;
    }
    if (record.event() == StageRecord.Event.COMMITTED) {
      commit(topic, record);
    }
  }

  private void commit(String topic, StageRecord record) {
    Commits of =
        commits.computeIfAbsent(new Partition(topic, record.partition()), p -> new Commits());
    of.times.add(record.timeNanos());
    of.nexts.add(record.offset());
  }

  Map<Partition, Commits> commits() {
    return commits;
  }

  /** When an offset was left behind for good; MAX_VALUE if it was not. */
  long passed(Position position) {
    Commits of = commits.get(new Partition(position.topic(), position.partition()));
    return of == null ? Long.MAX_VALUE : of.passed(position.offset());
  }

  /** Notes how many deliveries were of records that the group had been given before. */
  void redelivered(long deliveries) {
    redelivered = deliveries;
  }

  long redelivered() {
    return redelivered;
  }

  long count(StageRecord.Event event) {
    return counts.getOrDefault(event, 0L);
  }

  long lastTime() {
    long last = Long.MIN_VALUE;
    for (Commits of : commits.values()) {
      for (int i = 0; i < of.times.size(); i++) {
        last = Math.max(last, of.times.get(i));
      }
    }
    return last;
  }
}
