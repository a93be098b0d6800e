package io.orderstorm.report.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Figures of a plan in JSON: rounded to six decimals, and null where there is none. */
final class Figures {

  private static final int DECIMALS = 6;

  private Figures() {}

  /** As {@link #put}, with twelve significant digits: some prices are small. */
  static void precise(ObjectNode node, String name, @Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      node.putNull(name);
    } else {
      BigDecimal rounded = new BigDecimal(value, new MathContext(12)).stripTrailingZeros();
      node.put(name, rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }
  }

  static void put(ObjectNode node, String name, @Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      node.putNull(name);
    } else {
      BigDecimal rounded =
          BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
      node.put(name, rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }
  }
}
