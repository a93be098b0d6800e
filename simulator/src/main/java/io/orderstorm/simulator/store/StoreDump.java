package io.orderstorm.simulator.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the content of a store, row by row, ascending by order number. */
public interface StoreDump {

  /**
   * An effect that a stage has committed.
   *
   * @param effect code of the effect
   * @param outcomeId id of the outcome event, null if the effect had none
   */
  void effect(
      long orderNumber,
      int effect,
      UUID causeId,
      @Nullable UUID outcomeId,
      long committedNanos,
      int replay);

  /** The state of an order. */
  void order(OrderState state);

  /** What all stages together have made of an order. */
  record OrderState(
      long orderNumber,
      boolean reserved,
      boolean cancelled,
      boolean paid,
      boolean dispatched,
      boolean compensated,
      boolean released) {}
}
