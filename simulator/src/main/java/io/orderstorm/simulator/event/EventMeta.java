package io.orderstorm.simulator.event;

import java.util.UUID;

/**
 * What every event starts with.
 *
 * @param orderNumber −1 for an event of no order
 * @param revision 0, raised by a corrected replay
 * @param occurredAtMicros microseconds since the epoch
 */
public record EventMeta(
    EventType type,
    UUID eventId,
    String orderId,
    long orderNumber,
    Cause cause,
    int revision,
    long occurredAtMicros) {

  /**
   * The beginning of what {@code cause} brought about, with its deterministic id.
   *
   * @param revision the cause's own, or the one that a corrected replay raises it to
   */
  public static EventMeta following(
      EventType type,
      EventMeta cause,
      int revision,
      String topic,
      int partition,
      long offset,
      long micros) {
    UUID id = EventIds.of(cause.orderId, type, cause.eventId, revision);
    return new EventMeta(
        type,
        id,
        cause.orderId,
        cause.orderNumber,
        new Cause(cause.eventId, topic, partition, offset),
        revision,
        micros);
  }
}
