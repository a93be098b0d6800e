package io.orderstorm.simulator.store;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the store knows of one order, as far as it matters to one stage. */
public record OrderHistory(List<Handled> handled) {

  /** Nothing is known of the order. */
  public static final OrderHistory BLANK = new OrderHistory(List.of());

  /** What the stage did with this event earlier. */
  public Optional<Handled> of(UUID eventId) {
    for (Handled earlier : handled) {
      if (earlier.eventId().equals(eventId)) {
        return Optional.of(earlier);
      }
    }
    return Optional.empty();
  }

  /** Whether the customer has cancelled. */
  public boolean cancelled() {
    return handled.stream().anyMatch(row -> row.type() == EventType.ORDER_CANCELLED);
  }

  /**
   * The latest of the customer's events, by its place among those of its key; −1 if none is known.
   */
  public int latestSequence() {
    return handled.stream().mapToInt(Handled::keySequence).max().orElse(Handled.NO_SEQUENCE);
  }

  /** Whether the stage itself holds stock for the order. */
  public boolean reserved() {
    return handled.stream().anyMatch(row -> row.effect() == EffectType.RESERVE);
  }
}
