package io.orderstorm.report.capacity;

/**
 * What gives out first in one of the four dimensions, and at which rate.
 *
 * @param what gives out, for example {@code payment-provider}
 * @param ordersPerSecond at which it does, or up to which it did not
 * @param known how that is known
 * @param why what it rests on, or why no more is known; empty where {@code known} says it all
 */
public record DimensionLimit(String what, double ordersPerSecond, Known known, String why) {

  /** How a limit is known. */
  public enum Known {
    /** A probe showed it. */
    SEEN,
    /** From the utilisation at a sustained rate, if the work of an order stays the same. */
    PREDICTED,
    /** It did not give out, and nothing is said of higher rates. */
    NOT_REACHED
  }

  /** A limit of which no more is to be said. */
  public DimensionLimit(String what, double ordersPerSecond, Known known) {
    this(what, ordersPerSecond, known, "");
  }
}
