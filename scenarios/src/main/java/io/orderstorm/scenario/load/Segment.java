package io.orderstorm.scenario.load;

/**
 * A stretch of the load over which the rate follows one formula. Times in seconds from the
 * segment's start, rates in orders per second.
 */
sealed interface Segment {

  /** A factor of change below which an exponential is a line within rounding. */
  double FLAT = 1e-9;

  double seconds();

  double rateAt(double seconds);

  /** Orders from the segment's start to {@code seconds}: the integral of the rate. */
  double ordersBy(double seconds);

  /** The inverse of {@link #ordersBy}: when the {@code orders}-th order of the segment is due. */
  double secondsAt(double orders);

  default double orders() {
    return ordersBy(seconds());
  }

  /**
   * The rate changes linearly. Orders by t: r₀t + (r₁−r₀)t²/2T; its inverse is the positive root of
   * that quadratic.
   */
  record Linear(double from, double to, double seconds) implements Segment {

    @Override
    public double rateAt(double at) {
      return from + (to - from) * at / seconds;
    }

    @Override
    public double ordersBy(double at) {
      return from * at + (to - from) * at * at / (2 * seconds);
    }

    @Override
    public double secondsAt(double orders) {
      double slope = (to - from) / seconds;
      // the form of the root that does not cancel, whichever sign the slope has
      double root = Math.sqrt(Math.max(0, from * from + 2 * slope * orders));
      return orders == 0 ? 0 : Math.min(seconds, 2 * orders / (from + root));
    }
  }

  /**
   * The rate changes by equal factors in equal times: r₀·qᵗ with q = (r₁/r₀)^(1/T); orders by t:
   * r₀(qᵗ−1)/ln q.
   */
  record Exponential(double from, double to, double seconds) implements Segment {

    @Override
    public double rateAt(double at) {
      return from * Math.exp(growth() * at);
    }

    @Override
    public double ordersBy(double at) {
      return Math.abs(growth()) < FLAT ? from * at : from * Math.expm1(growth() * at) / growth();
    }

    @Override
    public double secondsAt(double orders) {
      double at =
          Math.abs(growth()) < FLAT
              ? orders / from
              : Math.log1p(orders * growth() / from) / growth();
      return Math.min(seconds, at);
    }

    private double growth() {
      return Math.log(to / from) / seconds;
    }
  }
}
