package io.orderstorm.report.analysis;

import io.orderstorm.report.record.StageRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the consumers of one stage did: commits, parked events, and how often everything else
 * happened.
 */
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

  private record Parking(long time, Position position, boolean parked) {}

  private final Map<Partition, Commits> commits = new TreeMap<>();
  private final List<Parking> parkings = new ArrayList<>();
  private final Set<Position> parked = new HashSet<>();
  private final Longs parkedTimes = new Longs();
  private final Longs parkedDeltas = new Longs();
  private final EnumMap<StageRecord.Event, Long> counts = new EnumMap<>(StageRecord.Event.class);

  void add(StageRecord record) {
    counts.merge(record.event(), 1L, Long::sum);
    String topic = record.topic();
    if (topic == null) {
      return;
    }
    switch (record.event()) {
      case COMMITTED -> commit(topic, record);
      case PARKED -> parkings.add(parking(topic, record, true));
      case UNPARKED -> parkings.add(parking(topic, record, false));
      default -> {}
    }
  }

  private static Parking parking(String topic, StageRecord record, boolean parked) {
    Position position = new Position(topic, record.partition(), record.offset());
    return new Parking(record.timeNanos(), position, parked);
  }

  private void commit(String topic, StageRecord record) {
    Commits of =
        commits.computeIfAbsent(new Partition(topic, record.partition()), p -> new Commits());
    of.times.add(record.timeNanos());
    of.nexts.add(record.offset());
  }

  /**
   * Puts what several processes wrote into the order of time; to be called once when all records
   * are in.
   */
  void settle() {
    parkings.sort(Comparator.comparingLong(Parking::time));
    for (Parking parking : parkings) {
      boolean changed =
          parking.parked() ? parked.add(parking.position()) : parked.remove(parking.position());
      if (changed) {
        parkedTimes.add(parking.time());
        parkedDeltas.add(parking.parked() ? 1 : -1);
      }
    }
    parkings.clear();
  }

  Map<Partition, Commits> commits() {
    return commits;
  }

  /** When an offset was left behind for good; MAX_VALUE if it was not. */
  long passed(Position position) {
    Commits of = commits.get(new Partition(position.topic(), position.partition()));
    return of == null ? Long.MAX_VALUE : of.passed(position.offset());
  }

  boolean isParked(Position position) {
    return parked.contains(position);
  }

  Longs parkedTimes() {
    return parkedTimes;
  }

  Longs parkedDeltas() {
    return parkedDeltas;
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
