package io.orderstorm.report.analysis;

import java.util.HashMap;
import java.util.Map;

/**
 * Head-of-line blocking: for each partition the longest time in which it had inputs and saw no
 * outcome. An outcome that was seen before its input is taken to have come with it.
 */
final class Stalls {

  /** A partition, and what waits on it. */
  static final class Lane {
    final RisingQueue ends = new RisingQueue();
    long progress;
    long longest;

    void arrive(long time, long end) {
      endUntil(time);
      progress = ends.isEmpty() ? time : progress;
      ends.add(end);
    }

    /** Ends what ends before a time: what ends with it ends after what comes with it. */
    private void endUntil(long time) {
      while (!ends.isEmpty() && ends.least() < time) {
        long end = ends.removeLeast();
        longest = Math.max(longest, end - progress);
        progress = end;
      }
    }
  }

  private final Map<Position, Lane> lanes = new HashMap<>();
  private final Clock clock;
  private Position worst = new Position("", -1, 0);
  private long longest;
  private long others;
  private long oldest;

  Stalls(Clock clock) {
    this.clock = clock;
  }

  /**
   * Looks at an input; those of a partition come in order of their arrival.
   *
   * @param owedUntil when the stage ceased to owe an outcome; NEVER if it still does
   */
  void see(InputLane partition, long arrived, long owedUntil) {
    long end = Math.max(arrived, Math.min(owedUntil, clock.end()));
    if (partition.waiting == null) {
      partition.waiting = new Lane();
      Position position =
          new Position(partition.partition.topic(), partition.partition.number(), 0);
      lanes.put(position, partition.waiting);
    }
    partition.waiting.arrive(arrived, end);
    oldest = Math.max(oldest, end - arrived);
  }

  /** Compares the partitions; nothing may be seen afterwards. */
  void compare() {
    lanes.forEach(
        (partition, lane) -> {
          lane.endUntil(Long.MAX_VALUE);
          compare(partition, lane.longest);
        });
    lanes.clear();
  }

  private void compare(Position partition, long stall) {
    boolean first = worst.partition() < 0;
    if (first || stall > longest) {
      others = first ? 0 : Math.max(others, longest);
      worst = partition;
      longest = stall;
    } else {
      others = Math.max(others, stall);
    }
  }

  String partition() {
    return worst.partition() < 0 ? "" : worst.topic() + "/" + worst.partition();
  }

  double longestSeconds() {
    return Clock.seconds(longest);
  }

  double othersSeconds() {
    return Clock.seconds(others);
  }

  /** The greatest age that an input without outcome came to. */
  double oldestSeconds() {
    return Clock.seconds(oldest);
  }
}
