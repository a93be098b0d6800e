package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventMeta;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** What is wrong with a record as such, whatever its event says. */
final class RecordCheck {

  /** An order takes about a kilobyte; what is so much larger would hold up all the others. */
  private static final int LARGEST_BYTES = 256 * 1024;

  private RecordCheck() {}

  /** Why a record is not to be read. */
  record Objection(String errorClass, String message) {}

  static Optional<Objection> objection(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.of(new Objection("Tombstone", "no value: nothing is deleted here"));
    }
    if (record.key() == null) {
      return Optional.of(new Objection("MissingKey", "no key: its place among others is unknown"));
    }
    int bytes = record.value().length;
    return bytes > LARGEST_BYTES
        ? Optional.of(
            new Objection(
                "OversizedEvent", bytes + " bytes, at most " + LARGEST_BYTES + " are read"))
        : Optional.empty();
  }

  /**
   * The id that an event has at revision 0; empty if its headers don't say it, so that nobody can
   * tell what was done for it before.
   */
  static Optional<UUID> rootId(Headers headers, EventMeta event) {
    if (event.revision() == 0) {
      return Optional.of(event.eventId());
    }
    try {
      return EventHeaders.text(headers, EventHeaders.REVISES).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with an event that could be read. */
  static Optional<Objection> objection(Headers headers, EventMeta event) {
    return rootId(headers, event).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Objection(
                "UnknownFirstRevision",
                "revision "
                    + event.revision()
                    + " of an event that its headers don't name: what was done for it could be"
                    + " done twice"));
  }
}
