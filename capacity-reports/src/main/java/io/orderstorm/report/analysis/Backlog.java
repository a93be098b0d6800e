package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The backlog of a consumer group at any instant: what was observed on its partitions minus what it
 * had committed.
 *
 * <p><em>Lag</em> is over its input topics, as {@code kafka-consumer-groups} counts it;
 * <em>backlog</em> adds its retry topics, on which parked events lie. Both are step functions of
 * time.
 */
final class Backlog {

  private static final int INPUT = 0;
  private static final int COMMIT = 1;

  private final String group;
  private final long[] times;
  private final long[] lag;
  private final long[] backlog;
  private final long[] end;
  private final long[] committed;

  private Backlog(
      String group, long[] times, long[] lag, long[] backlog, long[] end, long[] committed) {
    this.group = group;
    this.times = times;
    this.lag = lag;
    this.backlog = backlog;
    this.end = end;
    this.committed = committed;
  }

  static Backlog of(Topology.Stage stage, EventTable events, CarriedEvents carried, StageLog log) {
    return new Steps(stage, events, carried, log).build();
  }

  String group() {
    return group;
  }

  private int stepAt(long time) {
    int index = Arrays.binarySearch(times, time);
    if (index < 0) {
      return -index - 2;
    }
    while (index + 1 < times.length && times[index + 1] == time) {
      index++;
    }
    return index;
  }

  long lagAt(long time) {
    return at(lag, time);
  }

  long backlogAt(long time) {
    return at(backlog, time);
  }

  long endAt(long time) {
    return at(end, time);
  }

  long committedAt(long time) {
    return at(committed, time);
  }

  private long at(long[] values, long time) {
    int step = stepAt(time);
    return step < 0 ? 0 : values[step];
  }

  long peakLag(long from, long to) {
    return peak(lag, from, to);
  }

  long peakBacklog(long from, long to) {
    return peak(backlog, from, to);
  }

  private long peak(long[] values, long from, long to) {
    long peak = at(values, from);
    for (int step = stepAt(from) + 1; step < times.length && times[step] <= to; step++) {
      peak = Math.max(peak, values[step]);
    }
    return peak;
  }

  /**
   * The first moment from which the backlog stays at or below a bound for a while; MAX_VALUE if
   * there is none.
   */
  long settledAt(long bound, long from, long until, long settle) {
    long since = backlogAt(from) <= bound ? from : Long.MAX_VALUE;
    for (int step = stepAt(from) + 1; step < times.length && times[step] <= until; step++) {
      if (since != Long.MAX_VALUE && times[step] - since >= settle) {
        return since;
      }
      if (backlog[step] > bound) {
        since = Long.MAX_VALUE;
      } else if (since == Long.MAX_VALUE) {
        since = times[step];
      }
    }
    return since;
  }

  /** The moments at which something came or was committed. */
  private static final class Steps {

    private final Topology.Stage stage;
    private final Longs times = new Longs();
    private final Longs values = new Longs();
    private final Ints partitions = new Ints();
    private final Octets kinds = new Octets();
    private final Map<StageLog.Partition, Integer> numbers = new HashMap<>();
    private final Set<Integer> retryPartitions = new HashSet<>();

    Steps(Topology.Stage stage, EventTable events, CarriedEvents carried, StageLog log) {
      this.stage = stage;
      observe(events);
      for (CarriedEvents.Carried retry : carried.retried()) {
        if (retry.role().group().equals(stage.group())) {
          int number = number(retry.role().name(), retry.partition());
          retryPartitions.add(number);
          step(retry.receivedNanos(), number, retry.offset(), INPUT);
        }
      }
      log.commits().forEach(this::commits);
    }

    private void observe(EventTable events) {
      Map<Long, Integer> known = new HashMap<>();
      Set<Integer> topics = new HashSet<>();
      stage.inputTopics().forEach(topic -> topics.add(events.knownTopic(topic)));
      for (int row = 0; row < events.rows(); row++) {
        if (topics.contains(events.topicNumber(row))) {
          long key = ((long) events.topicNumber(row) << 32) | events.partition(row);
          Integer number = known.get(key);
          if (number == null) {
            number = number(events.topic(row), events.partition(row));
            known.put(key, number);
          }
          step(events.received(row), number, events.offset(row), INPUT);
        }
      }
    }

    private void commits(StageLog.Partition partition, StageLog.Commits commits) {
      Integer number = numbers.get(partition);
      for (int i = 0; number != null && i < commits.times.size(); i++) {
        step(commits.times.get(i), number, commits.nexts.get(i), COMMIT);
      }
    }

    private int number(String topic, int partition) {
      return numbers.computeIfAbsent(new StageLog.Partition(topic, partition), p -> numbers.size());
    }

    private void step(long time, int partition, long value, int kind) {
      times.add(time);
      partitions.add(partition);
      values.add(value);
      kinds.add(kind);
    }

    Backlog build() {
      int[] order = TimeOrder.of(times, kinds);
      Build build = new Build(numbers.size(), order.length);
      for (int step : order) {
        int partition = partitions.get(step);
        boolean retry = retryPartitions.contains(partition);
        build.step(times.get(step), partition, values.get(step), kinds.get(step), retry);
      }
      return build.done(stage.group());
    }
  }

  /** The step functions while they grow. */
  private static final class Build {

    private final long[] ends;
    private final long[] commits;
    private final long[] times;
    private final long[] lag;
    private final long[] backlog;
    private final long[] end;
    private final long[] committed;
    private int size;
    private long lagNow;
    private long retryLagNow;
    private long endNow;
    private long committedNow;

    Build(int partitions, int steps) {
      ends = new long[partitions];
      commits = new long[partitions];
      Arrays.fill(ends, -1);
      times = new long[steps];
      lag = new long[steps];
      backlog = new long[steps];
      end = new long[steps];
      committed = new long[steps];
    }

    void step(long time, int partition, long value, int kind, boolean retry) {
      long before = lagOf(partition);
      long endBefore = Math.max(0, ends[partition]);
      long commitBefore = commits[partition];
      if (kind == INPUT) {
        if (ends[partition] < 0) {
          commits[partition] = Math.max(commits[partition], value);
        }
        ends[partition] = Math.max(ends[partition], value + 1);
      } else {
        commits[partition] = Math.max(commits[partition], value);
      }
      long change = lagOf(partition) - before;
      if (retry) {
        retryLagNow += change;
      } else {
        lagNow += change;
        endNow += Math.max(0, ends[partition]) - endBefore;
        committedNow += commits[partition] - commitBefore;
      }
      keep(time);
    }

    private long lagOf(int partition) {
      return Math.max(0, ends[partition] - commits[partition]);
    }

    private void keep(long time) {
      times[size] = time;
      lag[size] = lagNow;
      backlog[size] = lagNow + retryLagNow;
      end[size] = endNow;
      committed[size] = committedNow;
      size++;
    }

    Backlog done(String group) {
      return new Backlog(group, times, lag, backlog, end, committed);
    }
  }
}
