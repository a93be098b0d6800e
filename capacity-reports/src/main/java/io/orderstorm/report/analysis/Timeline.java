package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.result.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What happened in each second of the run. */
final class Timeline {

  private static final long SECOND = 1_000_000_000L;
  private static final double MS = 1e6;

  private Timeline() {}

  static Series of(
      Evidence evidence,
      LoadShape load,
      List<Latencies> latencies,
      List<StageReview> reviews,
      Clock clock) {
    int seconds = clock.seconds();
    long[] offered = new long[seconds];
    long[] acknowledged = new long[seconds];
    long[] completed = new long[seconds];
    long[] dead = new long[seconds];
    OrderColumns columns = evidence.columns;
    for (int order = 0; order < columns.orders(); order++) {
      long intended = columns.intended(order);
      if (intended != OrderColumns.NEVER) {
        count(offered, clock, intended);
        if (Mark.result(columns.marks.get(order)) == Journal.ACKNOWLEDGED) {
          count(acknowledged, clock, columns.get(OrderTime.ANSWERED, order));
        }
        if (columns.get(OrderTime.END, order) != OrderColumns.NEVER) {
          count(completed, clock, columns.get(OrderTime.END, order));
        }
      }
    }
    evidence.carried.deadLetters().forEach(d -> count(dead, clock, d.receivedNanos()));
    List<Series.GroupSeries> lag = new ArrayList<>();
    reviews.forEach(review -> lag.add(lag(review, clock, seconds)));
    List<Series.StageSeries> stages = new ArrayList<>();
    latencies.forEach(latency -> stages.add(latency.series()));
    return new Series(
        seconds,
        list(scheduled(load, seconds)),
        list(offered),
        list(acknowledged),
        list(completed),
        list(dead),
        lag,
        stages);
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static void count(long[] counts, Clock clock, long time) {
    int second = clock.second(time);
    if (second >= 0 && second < counts.length) {
      counts[second]++;
    }
  }

  private static long[] scheduled(LoadShape load, int seconds) {
    long[] scheduled = new long[seconds];
    for (int second = 0; second < seconds; second++) {
      scheduled[second] =
          Math.round(
              load.ordersBetween(Duration.ofSeconds(second), Duration.ofSeconds(second + 1L)));
    }
    return scheduled;
  }

  private static Series.GroupSeries lag(StageReview review, Clock clock, int seconds) {
    Backlog backlog = review.backlog();
    long[] end = new long[seconds];
    long[] committed = new long[seconds];
    long[] lag = new long[seconds];
    long[] peak = new long[seconds];
    long[] all = new long[seconds];
    for (int second = 0; second < seconds; second++) {
      long from = clock.loadStart() + second * SECOND;
      long to = from + SECOND - 1;
      end[second] = backlog.endAt(to);
      committed[second] = backlog.committedAt(to);
      lag[second] = backlog.lagAt(to);
      peak[second] = backlog.peakLag(from, to);
      all[second] = backlog.backlogAt(to);
    }
    return new Series.GroupSeries(
        backlog.group(),
        list(end),
        list(committed),
        list(lag),
        list(peak),
        list(all),
        Arrays.stream(review.timeLag().perSecond()).mapToObj(age -> age / MS).toList());
  }
}
