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
 * @param keySequence position among the customer's events of its key, −1 for an event that no
 *     customer caused
 * @param revision under which it was handled: 0, unless a corrected replay raised it
 * @param rootId the id that the event has at revision 0; its revisions share it
 */
public record Handled(
    long orderNumber,
    UUID eventId,
    EventType type,
    @Nullable EffectType effect,
    @Nullable Outcome outcome,
    int replay,
    int keySequence,
    int revision,
    UUID rootId) {

  /** An event that no corrected replay has touched. */
  public Handled(
      long orderNumber,
      UUID eventId,
      EventType type,
      @Nullable EffectType effect,
      @Nullable Outcome outcome,
      int replay,
      int keySequence) {
    this(orderNumber, eventId, type, effect, outcome, replay, keySequence, 0, eventId);
  }

  /** Such an event without a place among its key's. */
  public Handled(
      long orderNumber,
      UUID eventId,
      EventType type,
      @Nullable EffectType effect,
      @Nullable Outcome outcome,
      int replay) {
    this(orderNumber, eventId, type, effect, outcome, replay, NO_SEQUENCE);
  }

  /** The sequence of what is in no sequence. */
  public static final int NO_SEQUENCE = -1;

  /** An outcome event, in the very bytes that are produced, and produced again after a crash. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by no one
  public record Outcome(EventType type, UUID id, byte[] bytes) {}
}
