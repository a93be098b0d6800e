package io.orderstorm.report.comparison;

import java.util.Arrays;

/**
 * By how much the runs with the treatment lie above the base, as a difference of logarithms: the
 * median of all pairwise differences (Hodges and Lehmann, 1963), and every shift that a permutation
 * test of this metric alone does not refuse. That set has a closed form: a shift is refused from
 * below when it lies under too many of the differences between the means of the runs that an
 * arrangement exchanges.
 */
record Shift(double estimate, double low, double high) {

  /** Where so few runs can't refuse any shift. */
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  static Shift of(double[] logarithms, Arrangements arrangements, int base, double level) {
    double[] exchanged = new double[arrangements.count() - 1];
    int[] visited = {-1};
    arrangements.forEach(
        treated -> {
          if (visited[0] >= 0) {
            exchanged[visited[0]] = betweenExchanged(logarithms, treated, base);
          }
          visited[0]++;
        });
    Arrays.sort(exchanged);
    int refused = (int) Math.floor(level / 2 * arrangements.count() + 1e-9);
    boolean bounded = refused > 0;
    return new Shift(
        estimate(logarithms, base),
        bounded ? exchanged[refused - 1] : -UNBOUNDED,
        bounded ? exchanged[exchanged.length - refused] : UNBOUNDED);
  }

  private static double betweenExchanged(double[] logarithms, boolean[] treated, int base) {
    double in = 0;
    double out = 0;
    int exchanged = 0;
    for (int run = 0; run < logarithms.length; run++) {
      if (run < base && treated[run]) {
        in += logarithms[run];
        exchanged++;
      } else if (run >= base && !treated[run]) {
        out += logarithms[run];
      }
    }
    // a sampled arrangement may be the real one again: it refuses no shift, so it bounds none
    return exchanged == 0 ? estimate(logarithms, base) : (out - in) / exchanged;
  }

  private static double estimate(double[] logarithms, int base) {
    int with = logarithms.length - base;
    double[] pairs = new double[base * with];
    for (int first = 0; first < base; first++) {
      for (int second = 0; second < with; second++) {
        pairs[first * with + second] = logarithms[base + second] - logarithms[first];
      }
    }
    return Measured.median(pairs);
  }
}
