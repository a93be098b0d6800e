package io.orderstorm.report.capacity;

import java.util.Arrays;
import java.util.List;

/**
 * What is expected to come.
 *
 * @param baselinePerSecond the usual rate
 * @param peakPerSecond the daily peak
 * @param campaignPerSecond the rate to plan for: the target
 * @param basis how they were come by, for a reader
 */
public record Forecast(
    double baselinePerSecond, double peakPerSecond, double campaignPerSecond, String basis) {

  private static final double SECONDS = 60;

  /**
   * From orders per minute: the median is the baseline, the 99th percentile the peak, and the
   * target the stated percentile times the safety.
   *
   * @param perMinute at least one
   */
  public static Forecast ofMinutes(List<Double> perMinute, double percentile, double safety) {
    double[] sorted = perMinute.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a forecast has at least one minute");
    }
    return new Forecast(
        at(sorted, 50) / SECONDS,
        at(sorted, 99) / SECONDS,
        at(sorted, percentile) / SECONDS * safety,
        sorted.length
            + " minutes of orders: median, 99th percentile, and the "
            + plain(percentile)
            + "th percentile × safety "
            + plain(safety));
  }

  /** The value at rank ⌈q·n⌉. */
  private static double at(double[] sorted, double percentile) {
    int rank = (int) Math.ceil(percentile / 100 * sorted.length - 1e-9);
    return sorted[Math.max(1, Math.min(sorted.length, rank)) - 1];
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** From a peak, its growth and a margin: all three rates by these words. */
  public static Forecast ofPeak(double baseline, double peak, double growth, double safety) {
    if (Arrays.stream(new double[] {baseline, peak, growth, safety}).anyMatch(v -> !(v > 0))) {
      throw new IllegalArgumentException("rates, growth and safety are above 0");
    }
    return new Forecast(
        baseline,
        peak,
        peak * growth * safety,
        "peak × growth " + plain(growth) + " × safety " + plain(safety));
  }
}
