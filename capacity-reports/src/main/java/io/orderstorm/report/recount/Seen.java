package io.orderstorm.report.recount;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record that was observed on a topic. */
record Seen(String topic, Observation record) {

  Place place() {
    return new Place(topic, record.partition(), record.offset());
  }

  @Nullable Place causePlace() {
    String of = record.causeTopic();
    return of == null ? null : new Place(of, record.causePartition(), record.causeOffset());
  }

  UUID id() {
    return record.eventId();
  }

  boolean hasId() {
    return !record.eventId().equals(Observation.NO_ID);
  }

  UUID cause() {
    return record.causeId();
  }

  EventType type() {
    return record.type();
  }

  long order() {
    return record.orderNumber();
  }

  int revision() {
    return record.revision();
  }

  /** Whether customers say it, not a stage. */
  boolean isIntake() {
    return type() == EventType.ORDER_PLACED
        || type() == EventType.ORDER_AMENDED
        || type() == EventType.ORDER_CANCELLED;
  }

  boolean replayed() {
    return record.replayed() || record.revision() > 0;
  }
}
