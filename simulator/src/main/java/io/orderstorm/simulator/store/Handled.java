package io.orderstorm.simulator.store;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that a stage is done with.
 *
 * @param effect what the downstream service did, null for nothing
 * @param outcome what is produced, null for nothing
 * @param replay number of the replay that caused it, 0 for none
 */
public record Handled(
    long orderNumber,
    UUID eventId,
    EventType type,
    @Nullable EffectType effect,
    @Nullable Outcome outcome,
    int replay) {

  /** An outcome event, in the very bytes that are produced, and produced again after a crash. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by no one
  public record Outcome(EventType type, UUID id, byte[] bytes) {}
}
