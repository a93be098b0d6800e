package io.orderstorm.report.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A metric as every run of both groups came to it. More is worse.
 *
 * @param metric its name
 * @param unit for example {@code ms}
 * @param base one value for each run of the base, in the order of the runs
 * @param with one for each run with the treatment
 */
public record Measured(String metric, String unit, List<Double> base, List<Double> with) {

  public Measured {
    base = List.copyOf(base);
    with = List.copyOf(with);
    if (base.isEmpty() || with.isEmpty()) {
      throw new IllegalArgumentException(metric + ": a group has at least one run");
    }
    for (double value : Stream.concat(base.stream(), with.stream()).toList()) {
      if (!Double.isFinite(value) || value <= 0) {
        throw new IllegalArgumentException(
            metric + ": values are finite and above 0, was: " + value);
      }
    }
  }

  /** The logarithms of all values, the base's first. */
  double[] logarithms() {
    return Stream.concat(base.stream(), with.stream()).mapToDouble(Math::log).toArray();
  }

  static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
