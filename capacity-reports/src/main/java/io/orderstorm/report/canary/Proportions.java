package io.orderstorm.report.canary;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/** What may be said of shares that were counted. Pure. */
final class Proportions {

  /** The standard normal quantile of a two-sided interval of 95 %. */
  private static final double Z = 1.959963984540054;

  private static final double NEGLIGIBLE = 1e-17;

  private Proportions() {}

  /** An interval of 95 %. */
  record Interval(double low, double high) {}

  /**
   * How likely chance alone gives the second group so large a share or a larger one: Fisher's exact
   * test, one-sided.
   *
   * @param firstHits of {@code first} events
   * @param secondHits of {@code second} events
   */
  static double greater(long firstHits, long first, long secondHits, long second) {
    double all = first + second;
    double hits = firstHits + secondHits;
    double drawn = second;
    var table =
        new HypergeometricDistribution(
            Math.toIntExact(first + second),
            Math.toIntExact(firstHits + secondHits),
            Math.toIntExact(second));
    if (secondHits <= table.getSupportLowerBound()) {
      return 1;
    }
    double mode = Math.floor((drawn + 1) * (hits + 1) / (all + 2));
    // only a few terms of a tail that falls away from the mode count, of however many events
    return secondHits > mode
        ? upwards(table, all, hits, drawn, Math.toIntExact(secondHits))
        : 1 - downwards(table, all, hits, drawn, Math.toIntExact(secondHits) - 1);
  }

  private static double upwards(
      HypergeometricDistribution table, double all, double hits, double drawn, int from) {
    double term = table.probability(from);
    double sum = term;
    for (int k = from; k < table.getSupportUpperBound() && term > sum * NEGLIGIBLE; k++) {
      term *= (hits - k) * (drawn - k) / ((k + 1) * (all - hits - drawn + k + 1));
      sum += term;
    }
    return Math.min(1, sum);
  }

  private static double downwards(
      HypergeometricDistribution table, double all, double hits, double drawn, int from) {
    double term = table.probability(from);
    double sum = term;
    for (int k = from; k > table.getSupportLowerBound() && term > sum * NEGLIGIBLE; k--) {
      term *= k * (all - hits - drawn + k) / ((hits - k + 1) * (drawn - k + 1));
      sum += term;
    }
    return Math.min(1, sum);
  }

  /** As {@link #greater}, for a share that differs in either direction: twice the smaller tail. */
  static double different(long firstHits, long first, long secondHits, long second) {
    double up = greater(firstHits, first, secondHits, second);
    double down = greater(first - firstHits, first, second - secondHits, second);
    return Math.min(1, 2 * Math.min(up, down));
  }

  /** How likely so many hits or more are if each of the events is one with this probability. */
  static double atLeast(long hits, long events, double probability) {
    if (hits == 0) {
      return 1;
    }
    return 1
        - new BinomialDistribution(Math.toIntExact(events), probability)
            .cumulativeProbability(Math.toIntExact(hits) - 1);
  }

  /**
   * By how much the second share is above the first, with 95 % confidence: the hybrid score
   * interval (Newcombe, "Interval estimation for the difference between independent proportions",
   * 1998, method 10).
   */
  static Interval difference(long firstHits, long first, long secondHits, long second) {
    double p1 = (double) firstHits / first;
    double p2 = (double) secondHits / second;
    Interval one = wilson(firstHits, first);
    Interval two = wilson(secondHits, second);
    double difference = p2 - p1;
    return new Interval(
        difference - Math.hypot(p2 - two.low(), one.high() - p1),
        difference + Math.hypot(two.high() - p2, p1 - one.low()));
  }

  /** Where a share lies with 95 % confidence: the score interval (Wilson, 1927). */
  static Interval share(long hits, long events) {
    return wilson(hits, events);
  }

  private static Interval wilson(long hits, long events) {
    double n = events;
    double share = hits / n;
    double centre = share + Z * Z / (2 * n);
    double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    double scale = 1 + Z * Z / n;
    return new Interval((centre - half) / scale, (centre + half) / scale);
  }
}
