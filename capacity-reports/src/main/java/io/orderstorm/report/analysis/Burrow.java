package io.orderstorm.report.analysis;

import io.orderstorm.report.result.StageHealth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The status of each partition of a group at the end of each second, by Burrow's rules over the
 * last 10 s: OK if it was without lag at any time, REWIND if the committed offset fell, STOP if
 * nothing was committed, STALL if the same offset was committed again and again, WARNING if commits
 * rise and the lag never falls; else OK.
 *
 * <p>Source: Burrow's wiki, "Consumer Lag Evaluation Rules".
 */
final class Burrow {

  enum Status {
    OK,
    WARNING,
    STALL,
    STOP,
    REWIND
  }

  private static final int WINDOW = 10;

  private Burrow() {}

  /**
   * The statuses of one partition.
   *
   * @param end the log's end at the end of each second
   * @param committed the committed offset at the end of each second
   * @param commits how many commits each second had
   */
  static Status[] of(long[] end, long[] committed, int[] commits) {
    Status[] statuses = new Status[end.length];
    for (int second = 0; second < end.length; second++) {
      int from = second - WINDOW + 1;
      statuses[second] = from < 0 ? Status.OK : of(end, committed, commits, from, second);
    }
    return statuses;
  }

  private static Status of(long[] end, long[] committed, int[] commits, int from, int to) {
    boolean fell = false;
    boolean lagFell = false;
    int count = 0;
    boolean lagging = end[from] > committed[from];
    for (int second = from + 1; second <= to; second++) {
      fell |= committed[second] < committed[second - 1];
      lagging &= end[second] > committed[second];
      lagFell |= end[second] - committed[second] < end[second - 1] - committed[second - 1];
      count += commits[second];
    }
    if (fell) {
      return Status.REWIND;
    }
    if (!lagging) {
      return Status.OK;
    }
    if (count == 0) {
      return Status.STOP;
    }
    if (committed[to] == committed[from]) {
      return Status.STALL;
    }
    return lagFell ? Status.OK : Status.WARNING;
  }

  /**
   * All partitions of a group's inputs, their time added up; spans that are not OK.
   *
   * @param ends for each partition the log's end as each second brought it, 0 where it did not
   */
  static Map<String, Long> follow(
      Map<StageLog.Partition, long[]> ends,
      StageLog log,
      Clock clock,
      List<StageHealth.StatusSpan> spans) {
    Map<String, Long> seconds = new LinkedHashMap<>();
    Arrays.stream(Status.values()).forEach(status -> seconds.put(status.name(), 0L));
    ends.forEach(
        (partition, brought) -> {
          long[] end = brought.clone();
          Arrays.parallelPrefix(end, Math::max);
          long[] committed = new long[end.length];
          int[] commits = new int[end.length];
          log.perSecond(partition, clock, committed, commits);
          Status[] statuses = of(end, committed, commits);
          for (Status status : statuses) {
            seconds.merge(status.name(), 1L, Long::sum);
          }
          addSpans(partition, statuses, spans);
        });
    return seconds;
  }

  private static void addSpans(
      StageLog.Partition partition, Status[] statuses, List<StageHealth.StatusSpan> spans) {
    int from = 0;
    for (int second = 1; second <= statuses.length; second++) {
      if (second == statuses.length || statuses[second] != statuses[from]) {
        if (statuses[from] != Status.OK) {
          spans.add(
              new StageHealth.StatusSpan(
                  partition.topic(), partition.number(), from, second, statuses[from].name()));
        }
        from = second;
      }
    }
  }
}
