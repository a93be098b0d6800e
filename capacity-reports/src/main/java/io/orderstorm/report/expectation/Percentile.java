package io.orderstorm.report.expectation;

import java.math.BigDecimal;

/**
 * A percentile, for example 99.9; spelled {@code p50}, {@code p99}, {@code p999} or {@code p99.9}.
 */
public record Percentile(double value) {

  /** How many orders must lie above a quantile before it says something. */
  private static final int ORDERS_ABOVE = 10;

  public Percentile {
    if (!(value > 0 && value < 100)) {
      throw new IllegalArgumentException("a percentile lies between 0 and 100, given: " + value);
    }
  }

  /**
   * Reads a percentile as scenarios spell it; digits after the second are decimals.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Percentile parse(String text) {
    String digits = text.startsWith("p") ? text.substring(1) : "";
    if (!digits.matches("\\d{1,2}(\\.\\d+)?|\\d{3,6}")) {
      throw new IllegalArgumentException(
          "a percentile is spelled like p50, p99 or p999, given: " + text);
    }
    boolean decimals = digits.length() > 2 && digits.indexOf('.') < 0;
    return new Percentile(
        Double.parseDouble(decimals ? digits.substring(0, 2) + "." + digits.substring(2) : digits));
  }

  public double quantile() {
    return value / 100;
  }

  /** The least number of orders that carries it: 10 / (1 − q). */
  public long leastOrders() {
    return BigDecimal.valueOf(ORDERS_ABOVE * 100)
        .divide(
            BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(value)),
            java.math.RoundingMode.CEILING)
        .longValue();
  }

  @Override
  public String toString() {
    return "p" + BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
