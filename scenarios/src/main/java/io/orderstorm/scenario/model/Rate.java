package io.orderstorm.scenario.model;

import java.math.BigDecimal;

/**
 * Orders per second.
 *
 * @param perSecond finite, not negative
 */
public record Rate(double perSecond) implements Comparable<Rate> {

  public static final Rate ZERO = new Rate(0);

  public Rate {
    if (!Double.isFinite(perSecond) || perSecond < 0) {
      throw new IllegalArgumentException("a rate is finite and not negative, was: " + perSecond);
    }
  }

  @Override
  public int compareTo(Rate other) {
    return Double.compare(perSecond, other.perSecond);
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString() + "/s";
  }
}
