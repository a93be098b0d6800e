package io.orderstorm.scenario.engine;

import io.orderstorm.fault.MessageFault;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.Poison;
import io.orderstorm.simulator.intake.OrderSource;
import io.orderstorm.simulator.intake.OutgoingEvent;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.stage.PoisonMark;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records that a message fault adds, each deterministic by its number. For one thread. */
final class PoisonRecords {
  private static final String FIRST = "0";

  private final MessageFault fault;
  private final Poison poison;
  private final OrderSource orders;

  PoisonRecords(MessageFault fault, OrderProfile profile) {
    this.fault = fault;
    this.poison = new Poison(new OrderGenerator(profile));
    this.orders = new OrderSource(new OrderGenerator(profile));
  }

  /**
   * The record of a kind, marked as injected.
   *
   * @param number of the poison, for all kinds but duplicates
   * @param earlierOrder number of an order that was placed already, for what refers to one
   */
  ProducerRecord<byte[], byte[]> record(MessageFault.Kind kind, long number, long earlierOrder) {
    var record = bare(kind, number, earlierOrder);
    EventHeaders.put(record.headers(), EventHeaders.SYNTHETIC, "1");
    EventHeaders.put(record.headers(), EventHeaders.INJECTED, fault.name());
    return record;
  }

  private ProducerRecord<byte[], byte[]> bare(
      MessageFault.Kind kind, long number, long earlierOrder) {
    return switch (kind) {
      case MALFORMED -> keyed(number, poison.malformed(number));
      case UNKNOWN_SCHEMA -> keyed(number, poison.unknownSchema(number));
      case NEGATIVE_AMOUNT -> keyed(number, poison.negativeAmount(number));
      case TRUNCATED_AVRO -> keyed(number, poison.truncated(number));
      case INCOMPATIBLE_SCHEMA -> keyed(number, poison.incompatibleSchema(number));
      case UNKNOWN_SKU -> keyed(number, poison.unknownSku(number));
      case NULL_KEY -> new ProducerRecord<>(fault.topic(), poison.sound(number));
      case TOMBSTONE -> new ProducerRecord<>(fault.topic(), poison.key(number), null);
      case OVERSIZED -> keyed(number, poison.oversized(number));
      case IMPOSSIBLE_TRANSITION -> keyed(number, poison.impossibleTransition(number));
      case DUPLICATE_EVENT_ID -> again(orders.placed(earlierOrder));
      case OUT_OF_ORDER -> late(orders.placed(earlierOrder), number);
      case DEEP_NESTING -> keyed(number, poison.deeplyNested(number));
      case SLOW_POISON -> marked(number, PoisonMark.slow(fault.takes()));
      case CRASH_POISON -> marked(number, PoisonMark.crash());
    };
  }

  private ProducerRecord<byte[], byte[]> keyed(long number, byte[] value) {
    return new ProducerRecord<>(fault.topic(), poison.key(number), value);
  }

  private ProducerRecord<byte[], byte[]> marked(long number, String mark) {
    var record = keyed(number, poison.sound(number));
    EventHeaders.put(record.headers(), EventHeaders.POISON, mark);
    return record;
  }

  /** Under the order's key, no further on in its sequence than any event of it. */
  private ProducerRecord<byte[], byte[]> late(OutgoingEvent placed, long number) {
    byte[] amendment = poison.amendment(number, placed.orderNumber());
    var record = new ProducerRecord<>(fault.topic(), placed.key(), amendment);
    EventHeaders.put(record.headers(), EventHeaders.KEY_SEQUENCE, FIRST);
    return record;
  }

  private ProducerRecord<byte[], byte[]> again(OutgoingEvent placed) {
    return new ProducerRecord<>(fault.topic(), placed.key(), placed.value());
  }
}
