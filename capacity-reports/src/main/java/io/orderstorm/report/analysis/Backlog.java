package io.orderstorm.report.analysis;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * The backlog of a consumer group at any instant: what was observed on its partitions minus what it
 * had committed.
 *
 * <p><em>Lag</em> is over its input topics, as {@code kafka-consumer-groups} counts it;
 * <em>backlog</em> adds its retry topics, on which parked events lie. Both are step functions of
 * time.
 */
final class Backlog {

  private final String group;
  private final StepSeries series;
  private final long past;

  private Backlog(String group, StepSeries series, long past) {
    this.group = group;
    this.series = series;
    this.past = past;
  }

  String group() {
    return group;
  }

  long lagAt(long time) {
    return at(time, step -> step.lag);
  }

  long backlogAt(long time) {
    return at(time, step -> step.backlog);
  }

  long endAt(long time) {
    return at(time, step -> step.end);
  }

  /** How many inputs had been seen; without what a topic held before the first of them. */
  long inputsAt(long time) {
    return Math.max(0, endAt(time) - past);
  }

  long committedAt(long time) {
    return at(time, step -> step.committed);
  }

  private long at(long time, ToLongFunction<StepSeries.Step> value) {
    StepSeries.Step step = series.at(time);
    return step == null ? 0 : value.applyAsLong(step);
  }

  long peakLag(long from, long to) {
    return Math.max(lagAt(from), series.peakLag(from, to));
  }

  long peakBacklog(long from, long to) {
    return Math.max(backlogAt(from), series.peakBacklog(from, to));
  }

  /**
   * The first moment from which the backlog stays at or below a bound for a while; MAX_VALUE if
   * there is none.
   */
  long settledAt(long bound, long from, long until, long settle) {
    long since = backlogAt(from) <= bound ? from : Long.MAX_VALUE;
    StepSeries.Step step = series.after(from);
    while (step != null && step.time <= until) {
      if (since != Long.MAX_VALUE && step.time - since >= settle) {
        return since;
      }
      if (step.backlog > bound) {
        since = Long.MAX_VALUE;
      } else if (since == Long.MAX_VALUE) {
        since = step.time;
      }
      step = series.next(step) ? step : null;
    }
    return since;
  }

  /**
   * A backlog while it grows, record by record and commit by commit in order of time; of one moment
   * records come before commits. Partitions are numbered by the caller.
   */
  static final class Growing {

    private final StepSeries series = new StepSeries();
    private long[] ends = new long[0];
    private long[] commits = new long[0];
    private long lag;
    private long retryLag;
    private long end;
    private long committed;
    private long past;

    /** A record was observed. */
    void record(long time, int partition, long offset, boolean retry) {
      grow(partition);
      long lagBefore = lagOf(partition);
      long endBefore = Math.max(0, ends[partition]);
      long commitBefore = commits[partition];
      if (ends[partition] < 0) {
        commits[partition] = Math.max(commits[partition], offset);
        past += retry ? 0 : offset;
      }
      ends[partition] = Math.max(ends[partition], offset + 1);
      keep(time, partition, retry, lagBefore, endBefore, commitBefore);
    }

    /** The group committed a partition. */
    void commit(long time, int partition, long next, boolean retry) {
      grow(partition);
      long lagBefore = lagOf(partition);
      long endBefore = Math.max(0, ends[partition]);
      long commitBefore = commits[partition];
      commits[partition] = Math.max(commits[partition], next);
      keep(time, partition, retry, lagBefore, endBefore, commitBefore);
    }

    private void grow(int partition) {
      int before = ends.length;
      if (partition >= before) {
        ends = Arrays.copyOf(ends, partition + 16);
        commits = Arrays.copyOf(commits, partition + 16);
        Arrays.fill(ends, before, ends.length, -1);
      }
    }

    private long lagOf(int partition) {
      return Math.max(0, ends[partition] - commits[partition]);
    }

    private void keep(
        long time,
        int partition,
        boolean retry,
        long lagBefore,
        long endBefore,
        long commitBefore) {
      long change = lagOf(partition) - lagBefore;
      if (retry) {
        retryLag += change;
      } else {
        lag += change;
        end += Math.max(0, ends[partition]) - endBefore;
        committed += commits[partition] - commitBefore;
      }
      series.add(time, lag, lag + retryLag, end, committed);
    }

    Backlog of(String group) {
      return new Backlog(group, series, past);
    }
  }
}
