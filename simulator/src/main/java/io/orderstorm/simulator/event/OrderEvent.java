package io.orderstorm.simulator.event;

import java.util.List;

/**
 * An event as stages see it. Of a placed order, what only people need (titles, address, session) is
 * skipped.
 *
 * @param detail what the type's schema says it is; empty for a placed order
 * @param lines empty for all but a placed order
 */
public record OrderEvent(
    EventMeta meta,
    String customerId,
    long amountMinor,
    String currency,
    String detail,
    List<OrderLine> lines) {

  public OrderEvent {
    lines = List.copyOf(lines);
  }

  /** What this event brought about: the same customer and amount under a new beginning. */
  public OrderEvent followedBy(EventMeta outcome, String why) {
    return new OrderEvent(outcome, customerId, amountMinor, currency, why, List.of());
  }
}
