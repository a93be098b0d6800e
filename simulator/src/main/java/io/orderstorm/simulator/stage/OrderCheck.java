package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.event.OrderLine;
import io.orderstorm.simulator.order.OrderProfile;
import java.util.Optional;
import java.util.Set;

/** Whether a placed order makes sense: amounts, lines, SKUs, currency. */
final class OrderCheck {
  private static final Set<String> CURRENCIES =
      Set.of("EUR", "USD", "GBP", "JPY", "CHF", "SEK", "PLN");
  private static final String SKU_PREFIX = "SKU-";

  private final int skus;

  OrderCheck(OrderProfile profile) {
    this.skus = profile.skus();
  }

  /** What is wrong with the order, empty if nothing is. */
  Optional<String> objection(OrderEvent order) {
    if (order.amountMinor() <= 0) {
      return Optional.of("amount must be positive, was " + order.amountMinor());
    }
    if (!CURRENCIES.contains(order.currency())) {
      return Optional.of("unknown currency " + order.currency());
    }
    if (order.lines().isEmpty()) {
      return Optional.of("no lines");
    }
    long sum = 0;
    for (OrderLine line : order.lines()) {
      if (!known(line.sku())) {
        return Optional.of("unknown SKU " + line.sku());
      }
      if (line.quantity() < 1 || line.unitPriceMinor() < 1) {
        return Optional.of("a line of " + line.quantity() + " at " + line.unitPriceMinor());
      }
      sum += line.quantity() * line.unitPriceMinor();
    }
    return sum == order.amountMinor()
        ? Optional.empty()
        : Optional.of("lines sum up to " + sum + ", not to " + order.amountMinor());
  }

  private boolean known(String sku) {
    if (!sku.startsWith(SKU_PREFIX)) {
      return false;
    }
    try {
      int index = Integer.parseInt(sku, SKU_PREFIX.length(), sku.length(), 10);
      return index >= 0 && index < skus;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
