package io.orderstorm.report.expectation;

/**
 * The highest rate that the pipeline was measured to carry on this machine.
 *
 * @param provenance when and how it was measured
 */
public record Ceiling(double ordersPerSecond, String provenance) {
  public Ceiling {
    if (!(ordersPerSecond > 0)) {
      throw new IllegalArgumentException(
          "a ceiling is above 0 orders/s, given: " + ordersPerSecond);
    }
  }
}
