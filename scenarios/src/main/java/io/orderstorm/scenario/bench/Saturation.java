package io.orderstorm.scenario.bench;

import io.orderstorm.report.result.Series;
import io.orderstorm.report.result.Series.StageSeries;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Finds in a ramp the rate at which the pipeline stopped following: the last second after which
 * orders were late at some stage for three seconds on end. Its rate is the mean over the five
 * seconds up to it, so that one good second makes no ceiling.
 */
final class Saturation {

  private static final int LATE_ON_END = 3;
  private static final int MEAN_OVER = 5;

  private Saturation() {}

  /**
   * The rate in orders/s; empty if every second of the series was followed.
   *
   * @param from seconds before it don't count: code was cold
   * @param late how long after its due time an order of the slowest percent may come out of a stage
   */
  static OptionalDouble of(Series series, int from, Duration late) {
    int lateSeconds = 0;
    for (int second = from; second < series.offered().size(); second++) {
      if (series.scheduled().get(second) == 0) {
        break;
      }
      lateSeconds = isLate(series, second, late) ? lateSeconds + 1 : 0;
      if (lateSeconds == LATE_ON_END) {
        return OptionalDouble.of(meanRate(series, from, second - LATE_ON_END));
      }
    }
    return OptionalDouble.empty();
  }

  private static boolean isLate(Series series, int second, Duration late) {
    for (StageSeries stage : series.latency()) {
      boolean owed = series.offered().get(second) > 0;
      double p99 = stage.p99Ms().get(second);
      if (owed && (Double.isNaN(p99) || p99 > late.toMillis())) {
        return true;
      }
    }
    return false;
  }

  private static double meanRate(Series series, int from, int last) {
    int first = Math.max(from, last - MEAN_OVER + 1);
    return series.offered().subList(first, Math.max(first, last) + 1).stream()
        .mapToLong(Long::longValue)
        .average()
        .orElse(0);
  }
}
