package io.orderstorm.simulator.store;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the store knows of one order, as far as it matters to one stage. */
public record OrderHistory(List<Handled> handled) {

  /** Nothing is known of the order. */
  public static final OrderHistory BLANK = new OrderHistory(List.of());

  /** Types that are told apart by what was decided, and stand in the same place of an order. */
  private static final List<Set<EventType>> ALTERNATIVES =
      List.of(
          Set.of(EventType.STOCK_RESERVED, EventType.STOCK_REJECTED),
          Set.of(
              EventType.PAYMENT_CONFIRMED, EventType.PAYMENT_DECLINED, EventType.PAYMENT_SKIPPED),
          Set.of(EventType.ORDER_DISPATCHED, EventType.ORDER_COMPENSATED));

  /**
   * What the stage did with this event earlier, under the same revision. It may have come under
   * another id then: raised to that revision from different ones, it is the same event.
   */
  public Optional<Handled> of(UUID rootId, int revision) {
    for (Handled earlier : handled) {
      if (earlier.revision() == revision && earlier.rootId().equals(rootId)) {
        return Optional.of(earlier);
      }
    }
    return Optional.empty();
  }

  /** What the stage did last with this event under a lower revision. */
  public Optional<Handled> before(UUID rootId, int revision) {
    return handled.stream()
        .filter(row -> row.revision() < revision && row.rootId().equals(rootId))
        .max(Comparator.comparingInt(Handled::revision));
  }

  /** Whether the stage holds an effect of this event, under whatever revision. */
  public boolean has(EffectType effect, UUID rootId) {
    return handled.stream().anyMatch(row -> row.effect() == effect && row.rootId().equals(rootId));
  }

  /**
   * Whether the stage has handled a higher revision of this event, or of the one that was decided
   * for in its place.
   */
  public boolean supersedes(EventType type, UUID rootId, int revision) {
    for (Handled row : handled) {
      if (row.revision() > revision
          && (row.rootId().equals(rootId) || areAlternatives(row.type(), type))) {
        return true;
      }
    }
    return false;
  }

  private static boolean areAlternatives(EventType one, EventType other) {
    return ALTERNATIVES.stream().anyMatch(set -> set.contains(one) && set.contains(other));
  }

  /** What would be known if the customer had not cancelled. */
  public OrderHistory withoutCancellation() {
    return new OrderHistory(
        handled.stream().filter(row -> row.type() != EventType.ORDER_CANCELLED).toList());
  }

  /** Whether the customer has cancelled. */
  public boolean cancelled() {
    return handled.stream().anyMatch(row -> row.type() == EventType.ORDER_CANCELLED);
  }

  /**
   * The latest of the customer's events but this one, by its place among those of its key; −1 if
   * none is known.
   */
  public int latestSequenceBut(UUID eventId) {
    return handled.stream()
        .filter(row -> !row.eventId().equals(eventId))
        .mapToInt(Handled::keySequence)
        .max()
        .orElse(Handled.NO_SEQUENCE);
  }

  /** Whether the stage itself holds stock for the order. */
  public boolean reserved() {
    return handled.stream().anyMatch(row -> row.effect() == EffectType.RESERVE);
  }
}
