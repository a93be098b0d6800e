package io.orderstorm.simulator.order;

import java.util.ArrayDeque;

/**
 * Ranks 0 to n − 1 with probability proportional to 1/(rank + 1)^s, drawn in constant time from
 * Vose's alias table. Built with {@link StrictMath} only, so every machine builds the same table.
 */
final class Zipf {
  private final int[] alias;

  /** Probability of keeping the column, as a fraction of 2³². */
  private final long[] keep;

  Zipf(int ranks, double exponent) {
    this.alias = new int[ranks];
    this.keep = new long[ranks];
    build(weights(ranks, exponent));
  }

  /** The upper half of the bits picks a column, the lower half decides between it and its alias. */
  int rank(long bits) {
    int column = Chance.below(alias.length, bits);
    return (bits & 0xFFFF_FFFFL) < keep[column] ? column : alias[column];
  }

  /** Weights with a mean of 1. */
  private static double[] weights(int ranks, double exponent) {
    var weights = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      weights[rank] = StrictMath.pow(rank + 1.0, -exponent);
      sum += weights[rank];
    }
    for (int rank = 0; rank < ranks; rank++) {
      weights[rank] *= ranks / sum;
    }
    return weights;
  }

  private void build(double[] weights) {
    var small = new ArrayDeque<Integer>();
    var large = new ArrayDeque<Integer>();
    for (int rank = 0; rank < weights.length; rank++) {
      (weights[rank] < 1 ? small : large).push(rank);
    }
    while (!small.isEmpty() && !large.isEmpty()) {
      int poor = small.pop();
      int rich = large.pop();
      keep[poor] = (long) (weights[poor] * 0x1.0p32);
      alias[poor] = rich;
      weights[rich] -= 1 - weights[poor];
      (weights[rich] < 1 ? small : large).push(rich);
    }
    small.forEach(this::keepAlways);
    large.forEach(this::keepAlways);
  }

  private void keepAlways(int rank) {
    keep[rank] = 1L << 32;
    alias[rank] = rank;
  }
}
