package io.orderstorm.fault;

import java.math.BigDecimal;

/** A part of a whole, from 0 to 1. */
public record Ratio(double value) {

  public static final Ratio NONE = new Ratio(0);
  public static final Ratio ALL = new Ratio(1);

  public Ratio {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "A ratio lies between 0% and 100%, but is " + value * 100 + "%");
    }
  }

  public static Ratio ofPercent(double percent) {
    return new Ratio(percent / 100);
  }

  /** {@code 0.5%}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(value).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
