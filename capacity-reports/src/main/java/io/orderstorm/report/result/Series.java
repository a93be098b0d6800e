package io.orderstorm.report.result;

import java.util.List;

/**
 * Figures over time, one for each second from the start of the load; the arrays are shared and must
 * not be changed.
 *
 * @param seconds how many seconds the series have
 */
public record Series(
    int seconds,
    List<Long> scheduled,
    List<Long> offered,
    List<Long> acknowledged,
    List<Long> completed,
    List<Long> deadLettered,
    List<GroupSeries> lag,
    List<StageSeries> latency) {

  /**
   * A group at the end of each second; {@code peakLag} is the most within it.
   *
   * @param oldestMs time lag: the age of the oldest input without an outcome, 0 if all have one
   */
  public record GroupSeries(
      String group,
      List<Long> end,
      List<Long> committed,
      List<Long> lag,
      List<Long> peakLag,
      List<Long> backlog,
      List<Double> oldestMs) {}

  /**
   * Latencies of the orders that were due within each second, in ms; NaN where none has an outcome.
   */
  public record StageSeries(
      String stage, List<Long> count, List<Double> p50Ms, List<Double> p99Ms, List<Double> maxMs) {}

  public Series {
    lag = List.copyOf(lag);
    latency = List.copyOf(latency);
  }
}
