package io.orderstorm.report.analysis;

import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.scan.StageScan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final TreeMap<Long, Long> firsts = new TreeMap<>();

    void add(long time, long next) {
      times.add(time);
      nexts.add(next);
      firsts.clear();
    }

    /** When the offset was first left behind; MAX_VALUE if it was not. */
    long passed(long offset) {
      if (firsts.isEmpty()) {
        noteFirsts();
      }
      Map.Entry<Long, Long> past = firsts.higherEntry(offset);
      return past == null ? Long.MAX_VALUE : past.getValue();
    }

    /** For each committed offset, when it or a later one was first committed. */
    private void noteFirsts() {
      for (int i = 0; i < times.size(); i++) {
        firsts.merge(nexts.get(i), times.get(i), Math::min);
      }
      long first = Long.MAX_VALUE;
      for (Map.Entry<Long, Long> entry : firsts.descendingMap().entrySet()) {
        first = Math.min(first, entry.getValue());
        entry.setValue(first);
      }
    }
  }

  /** A partition that was given to a consumer or taken from it. */
  private record Change(long time, int consumer, Partition partition, boolean given) {}

  private static final long ONE_REBALANCE = 1_000_000_000L;

  private final List<Change> changes = new ArrayList<>();
  private final Map<Partition, Commits> commits = new TreeMap<>();
  private long redelivered;
  private final long[] counts = new long[StageRecord.Event.values().length + 1];

  /** Notes the record that a scan stands on. */
  void add(StageScan scan) {
    StageRecord.Event event = scan.event();
    counts[event.code()]++;
    int topic = scan.topic();
    boolean kept =
        switch (event) {
          case COMMITTED, ASSIGNED, REVOKED -> topic != StageScan.NO_TOPIC;
          default -> false;
        };
    if (kept) {
      Partition partition = new Partition(scan.topics().get(topic), scan.partition());
      if (event == StageRecord.Event.COMMITTED) {
        commit(partition, scan.timeNanos(), scan.offset());
      } else {
        boolean given = event == StageRecord.Event.ASSIGNED;
        changes.add(new Change(scan.timeNanos(), scan.consumer(), partition, given));
      }
    }
  }

  /** Notes that a group committed a partition. */
  void commit(Partition partition, long time, long next) {
    commits.computeIfAbsent(partition, p -> new Commits()).add(time, next);
  }

  Map<Partition, Commits> commits() {
    return commits;
  }

  private List<Change> changesInOrder() {
    List<Change> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparingLong(c -> c.time()));
    return sorted;
  }

  /** How often partitions that had been given were given again; within 1 s it is once. */
  long rebalances() {
    Set<Partition> had = new HashSet<>();
    long count = 0;
    long last = Long.MIN_VALUE;
    for (Change change : changesInOrder()) {
      boolean again = change.given() && !had.add(change.partition());
      long time = change.time();
      if (again && (last == Long.MIN_VALUE || time - last > ONE_REBALANCE)) {
        count++;
      }
      last = again ? time : last;
    }
    return count;
  }

  /**
   * When one of the later consumers was first given a partition after a moment; MAX_VALUE if none
   * was.
   *
   * @param beyond consumers with a higher number than this are meant
   */
  long firstGivenAfter(long moment, int beyond) {
    return changes.stream()
        .filter(change -> change.given() && change.consumer() > beyond)
        .mapToLong(Change::time)
        .filter(time -> time > moment)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The longest that a partition was taken and not yet given again, in nanoseconds. */
  long longestUnassigned() {
    Map<Partition, Long> taken = new HashMap<>();
    long longest = 0;
    for (Change change : changesInOrder()) {
      long time = change.time();
      if (change.given()) {
        Long since = taken.remove(change.partition());
        longest = since == null ? longest : Math.max(longest, time - since);
      } else {
        taken.putIfAbsent(change.partition(), time);
      }
    }
    return longest;
  }

  /** Fills in the committed offset at the end of each second, and the commits of each. */
  void perSecond(Partition partition, Clock clock, long[] committed, int[] count) {
    Commits of = commits.get(partition);
    long[] latest = new long[committed.length];
    for (int i = 0; of != null && i < of.times.size(); i++) {
      int second = Math.max(0, Math.min(count.length - 1, clock.second(of.times.get(i))));
      count[second]++;
      if (of.times.get(i) >= latest[second]) {
        latest[second] = of.times.get(i);
        committed[second] = of.nexts.get(i);
      }
    }
    for (int second = 1; second < count.length; second++) {
      committed[second] = count[second] == 0 ? committed[second - 1] : committed[second];
    }
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
    return counts[event.code()];
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
