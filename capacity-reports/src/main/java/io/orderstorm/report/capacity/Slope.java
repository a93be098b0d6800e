package io.orderstorm.report.capacity;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * How a quantity grows over a window: the slope of a straight line through the means of the
 * window's parts, with its 95 % confidence interval. Readings that follow one another closely are
 * nearly the same reading; means of longer parts are far less so, which keeps the interval honest
 * (the method of batch means).
 *
 * @param perSecond the slope
 * @param low the interval's lower end
 * @param high its upper end
 */
public record Slope(double perSecond, double low, double high) {

  private static final int PARTS = 12;
  private static final double CONFIDENCE = 0.95;

  /**
   * The slope of evenly spaced readings.
   *
   * @param readings at least 36, three for each part
   * @param everySeconds between two readings
   * @throws IllegalArgumentException if there are too few
   */
  public static Slope of(double[] readings, double everySeconds) {
    int each = readings.length / PARTS;
    if (each < 3) {
      throw new IllegalArgumentException(
          "a slope needs at least " + 3 * PARTS + " readings, there are " + readings.length);
    }
    SimpleRegression line = new SimpleRegression();
    int from = readings.length - each * PARTS;
    for (int part = 0; part < PARTS; part++) {
      double sum = 0;
      int first = from + part * each;
      for (int i = first; i < first + each; i++) {
        sum += readings[i];
      }
      line.addData((first + (each - 1) / 2.0) * everySeconds, sum / each);
    }
    double slope = line.getSlope();
    double quantile =
        new TDistribution(PARTS - 2).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2);
    double half = quantile * line.getSlopeStdErr();
    return new Slope(slope, slope - half, slope + half);
  }
}
