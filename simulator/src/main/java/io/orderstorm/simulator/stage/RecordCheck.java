package io.orderstorm.simulator.stage;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is wrong with a record before anyone reads its event. */
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
}
