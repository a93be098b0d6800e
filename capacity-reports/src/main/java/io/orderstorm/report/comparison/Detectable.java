package io.orderstorm.report.comparison;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The smallest rise that such runs would be expected to show four times in five, from how far the
 * runs of a group lie apart: the usual sum of two quantiles of Student's distribution times the
 * standard error of the difference.
 */
final class Detectable {

  private static final double POWER = 0.8;

  private Detectable() {}

  /** As a share: 0.1 is 10 % more. */
  static double share(double[] logarithms, int base, double level) {
    int with = logarithms.length - base;
    double squares = squares(logarithms, 0, base) + squares(logarithms, base, logarithms.length);
    int freedom = logarithms.length - 2;
    double error = Math.sqrt(squares / freedom * (1.0 / base + 1.0 / with));
    TDistribution student = new TDistribution(freedom);
    double quantiles =
        student.inverseCumulativeProbability(1 - level / 2)
            + student.inverseCumulativeProbability(POWER);
    return Math.expm1(quantiles * error);
  }

  private static double squares(double[] values, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += values[i] / (to - from);
    }
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return squares;
  }
}
