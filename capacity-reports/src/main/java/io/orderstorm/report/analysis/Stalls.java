package io.orderstorm.report.analysis;

import java.util.HashMap;
import java.util.Map;

/**
 * Head-of-line blocking: for each partition the longest time in which it had inputs and saw no
 * outcome.
 */
final class Stalls {

  private final Map<Position, Longs> arrivals = new HashMap<>();
  private final Map<Position, Longs> ends = new HashMap<>();
  private Position worst = new Position("", -1, 0);
  private long longest;
  private long others;
  private long oldest;

  private Stalls() {}

  static Stalls of(StageInputs inputs, EventTable events, Clock clock) {
    Stalls stalls = new Stalls();
    Map<Long, Position> known = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      int row = inputs.row[i];
      long number = ((long) events.topicNumber(row) << 32) | events.partition(row);
      Position partition =
          known.computeIfAbsent(
              number, n -> new Position(events.topic(row), events.partition(row), 0));
      long end = Math.min(inputs.owedUntil(i), clock.end());
      stalls.arrivals.computeIfAbsent(partition, p -> new Longs()).add(inputs.arrived[i]);
      stalls.ends.computeIfAbsent(partition, p -> new Longs()).add(end);
      stalls.oldest = Math.max(stalls.oldest, end - inputs.arrived[i]);
    }
    stalls.arrivals.forEach(stalls::compare);
    return stalls;
  }

  private void compare(Position partition, Longs arrived) {
    long stall = longest(arrived.sorted(), ends.getOrDefault(partition, new Longs()).sorted());
    boolean first = worst.partition() < 0;
    if (first || stall > longest) {
      others = first ? 0 : Math.max(others, longest);
      worst = partition;
      longest = stall;
    } else {
      others = Math.max(others, stall);
    }
  }

  /** The longest time between two outcomes, or from the arrival that found nothing waiting. */
  static long longest(long[] arrived, long[] ended) {
    long longest = 0;
    long progress = 0;
    int waiting = 0;
    int next = 0;
    for (long end : ended) {
      while (next < arrived.length && arrived[next] <= end) {
        progress = waiting == 0 ? arrived[next] : progress;
        waiting++;
        next++;
      }
      longest = Math.max(longest, end - progress);
      progress = end;
      waiting--;
    }
    return longest;
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
