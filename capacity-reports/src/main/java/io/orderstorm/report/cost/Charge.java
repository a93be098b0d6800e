package io.orderstorm.report.cost;

import org.jspecify.annotations.Nullable;

/**
 * One line of a cost sheet, for 1,000 orders.
 *
 * @param what is used, for example {@code payments} or {@code payment-provider}
 * @param quantity how much of it, in units; null if it was not measured
 * @param price of a unit; null if the price list has none
 */
public record Charge(
    String owner, Kind kind, String what, @Nullable Double quantity, @Nullable Double price) {

  /** What is charged for, and in which unit. */
  public enum Kind {
    STORAGE("GB-month"),
    PARTITIONS("partition-hour"),
    CONSUMERS("consumer-hour"),
    CALLS("call");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }

    public String unit() {
      return unit;
    }
  }

  /** In the price list's currency; null if quantity or price are not known. */
  public @Nullable Double amount() {
    return quantity == null || price == null ? null : Double.valueOf(quantity * price);
  }
}
