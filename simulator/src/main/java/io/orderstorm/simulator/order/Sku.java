package io.orderstorm.simulator.order;

import java.util.List;
import java.util.Locale;

/**
 * An article of the catalogue.
 *
 * @param index popularity rank, 0 the most popular
 * @param cents price in euro cents
 */
public record Sku(int index, String id, String title, int cents) {
  private static final List<String> MATERIALS =
      List.of("Steel", "Oak", "Linen", "Cotton", "Ceramic", "Glass", "Leather", "Recycled");
  private static final List<String> THINGS =
      List.of(
          "water bottle",
          "desk lamp",
          "backpack",
          "coffee mug",
          "cushion",
          "notebook",
          "headphones",
          "running shoe",
          "rain jacket",
          "wall clock",
          "cutting board",
          "phone case");

  static final int FIRST_FIELD = -10;

  static Sku of(long seed, int index) {
    long bits = Chance.bits(seed, index, FIRST_FIELD);
    var title =
        MATERIALS.get(Chance.below(MATERIALS.size(), bits))
            + ' '
            + THINGS.get(Chance.below(THINGS.size(), bits << 32));
    double unit = Chance.unit(Chance.bits(seed, index, FIRST_FIELD - 1));
    int cents = (int) (299 * StrictMath.pow(80, unit));
    return new Sku(index, String.format(Locale.ROOT, "SKU-%06d", index), title, cents);
  }
}
