package io.orderstorm.report.comparison;

/**
 * How far apart the groups of an arrangement are in one metric: the difference of the mean
 * logarithms over its standard error and a floor. The floor, the same for every arrangement and
 * metric, keeps a metric whose few runs happen to lie close together from counting as certain
 * (Tusher, Tibshirani and Chu, <i>PNAS</i> 98, 2001).
 */
final class Statistic {

  private final double[] logarithms;
  private final double floor;

  Statistic(double[] logarithms, double floor) {
    this.logarithms = logarithms;
    this.floor = floor;
  }

  /** The standard error of the difference if all runs were of one group. */
  static double errorOfOneGroup(double[] logarithms, int base, int with) {
    double mean = 0;
    for (double value : logarithms) {
      mean += value / logarithms.length;
    }
    double squares = 0;
    for (double value : logarithms) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (logarithms.length - 1) * (1.0 / base + 1.0 / with));
  }

  /**
   * Positive where the treated runs have more; without bounds where the groups differ, and neither
   * the runs of a group nor the other metrics vary at all.
   */
  double of(boolean[] treated) {
    double[] sum = new double[2];
    int[] count = new int[2];
    for (int run = 0; run < logarithms.length; run++) {
      int group = treated[run] ? 1 : 0;
      sum[group] += logarithms[run];
      count[group]++;
    }
    double[] mean = {sum[0] / count[0], sum[1] / count[1]};
    double squares = 0;
    for (int run = 0; run < logarithms.length; run++) {
      double rest = logarithms[run] - mean[treated[run] ? 1 : 0];
      squares += rest * rest;
    }
    double spread = Math.sqrt(squares / (logarithms.length - 2));
    double error = spread * Math.sqrt(1.0 / count[0] + 1.0 / count[1]) + floor;
    double difference = mean[1] - mean[0];
    return difference == 0 ? 0 : difference / error;
  }
}
