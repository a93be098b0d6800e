package io.orderstorm.scenario.load;

import java.util.SplittableRandom;

/**
 * Where orders stand on the axis of cumulative orders: order k at k, or jittered around it.
 * Ascending.
 */
interface Positions {

  double next();

  /**
   * Order k stands at k + ½: the first and the last order keep the same distance from the ends of
   * the load.
   */
  final class Even implements Positions {
    private long next;

    @Override
    public double next() {
      return next++ + 0.5;
    }
  }

  /** A Poisson process of rate one: gaps are exponential with mean one. */
  final class Poisson implements Positions {
    private final SplittableRandom random;
    private double position;

    Poisson(long seed) {
      this.random = new SplittableRandom(seed);
    }

    @Override
    public double next() {
      position -= Math.log(1 - random.nextDouble());
      return position;
    }
  }
}
