package io.orderstorm.simulator.event;

import io.orderstorm.simulator.event.UndecodableEventException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.SchemaNormalization;

/** Turns events into bytes and back. Stateless. */
public final class EventCodec {
  private static final EventType[] TYPES = EventType.values();
  private static final long[] FINGERPRINTS =
      Arrays.stream(TYPES).mapToLong(EventSchemas::fingerprint).toArray();
  private static final long[] BY_CODE = byCode();
  private static final long UNREADABLE =
      SchemaNormalization.parsingFingerprint64(EventSchemas.unreadableOrderPlaced());
  private static final long CHAINED =
      SchemaNormalization.parsingFingerprint64(EventSchemas.chainedOrderPlaced());

  /** The most lines of an order that are read from a chain. */
  static final int DEEPEST = 128;

  private static final String[] TOPICS = {
    "", "orders", "inventory", "payments", "fulfilment", "notifications"
  };
  private static final String[] CURRENCIES = {"EUR", "USD", "GBP", "JPY", "CHF", "SEK", "PLN"};

  private EventCodec() {}

  /** CRC-64-AVRO of the schema that events of this type are written with. */
  public static long fingerprint(EventType type) {
    return BY_CODE[type.code()];
  }

  /**
   * Encodes an event of any type but OrderPlaced, whose full content only an {@link OrderEncoder}
   * has.
   */
  public static byte[] encode(OrderEvent event) {
    if (event.meta().type() == EventType.ORDER_PLACED) {
      throw new IllegalArgumentException("a placed order is encoded from its Order");
    }
    var out = new AvroWriter();
    writeStart(out, event.meta(), event.customerId(), event.amountMinor(), event.currency());
    out.text(event.detail());
    return out.copy();
  }

  /** Reads the beginning only, in well under a microsecond. */
  public static EventMeta peek(byte[] bytes) throws UndecodableEventException {
    var in = new AvroReader(bytes);
    return meta(in, type(in.marker()));
  }

  /** Reads all of an event. */
  public static OrderEvent decode(byte[] bytes) throws UndecodableEventException {
    var in = new AvroReader(bytes);
    long schema = in.marker();
    EventMeta meta = meta(in, type(schema));
    String customer = in.text();
    long amount = in.number();
    String currency = in.text(CURRENCIES);
    boolean placed = meta.type() == EventType.ORDER_PLACED;
    List<OrderLine> lines = !placed ? List.of() : schema == CHAINED ? chain(in) : lines(in);
    if (placed) {
      skipWhatOnlyPeopleNeed(in);
    }
    String detail = placed ? "" : in.text();
    in.end();
    return new OrderEvent(meta, customer, amount, currency, detail, lines);
  }

  /** Marker, meta and the three fields that all types share. */
  static void writeStart(
      AvroWriter out, EventMeta meta, String customerId, long amountMinor, String currency) {
    out.marker(fingerprint(meta.type()));
    writeMeta(out, meta);
    out.text(customerId);
    out.number(amountMinor);
    out.text(currency);
  }

  /** An OrderPlaced in the version that can't be read. */
  static void writeUnreadable(AvroWriter out, EventMeta meta, String customerId, String currency) {
    out.marker(UNREADABLE);
    writeMeta(out, meta);
    out.text(customerId);
    out.text("12.50");
    out.text(currency);
  }

  /** The start of an OrderPlaced whose lines are a chain. */
  static void writeChainedStart(
      AvroWriter out, EventMeta meta, String customerId, long amountMinor, String currency) {
    out.marker(CHAINED);
    writeMeta(out, meta);
    out.text(customerId);
    out.number(amountMinor);
    out.text(currency);
  }

  private static void writeMeta(AvroWriter out, EventMeta meta) {
    out.id(meta.eventId());
    out.text(meta.orderId());
    out.number(meta.orderNumber());
    out.id(meta.cause().id());
    out.text(meta.cause().topic());
    out.number(meta.cause().partition());
    out.number(meta.cause().offset());
    out.number(meta.revision());
    out.number(meta.occurredAtMicros());
  }

  private static EventMeta meta(AvroReader in, EventType type) throws UndecodableEventException {
    var eventId = in.id();
    String orderId = in.text();
    long orderNumber = in.number();
    var cause = new Cause(in.id(), in.text(TOPICS), in.smallNumber(), in.number());
    return new EventMeta(type, eventId, orderId, orderNumber, cause, in.smallNumber(), in.number());
  }

  private static List<OrderLine> lines(AvroReader in) throws UndecodableEventException {
    var lines = new ArrayList<OrderLine>();
    for (long block = in.number(); block != 0; block = in.number()) {
      if (block < 0) { // Avro may write a block's size in bytes after its negated count
        block = -block;
        in.number();
      }
      for (long item = 0; item < block; item++) {
        lines.add(line(in));
      }
    }
    return lines;
  }

  private static OrderLine line(AvroReader in) throws UndecodableEventException {
    String sku = in.text();
    in.skipText();
    return new OrderLine(sku, in.smallNumber(), in.number());
  }

  /** Follows a chain without recursion and not for long: whoever wrote it decides on its length. */
  private static List<OrderLine> chain(AvroReader in) throws UndecodableEventException {
    var lines = new ArrayList<OrderLine>();
    for (long branch = in.number(); branch != 0; branch = in.number()) {
      if (branch != 1) {
        throw in.malformed("a chain of lines goes on with branch " + branch + " of two");
      }
      if (lines.size() == DEEPEST) {
        throw new UndecodableEventException(
            Reason.TOO_DEEP, "nested more than " + DEEPEST + " levels deep");
      }
      lines.add(line(in));
    }
    return lines;
  }

  /** Address, e-mail, channel, payment method, session. */
  private static void skipWhatOnlyPeopleNeed(AvroReader in) throws UndecodableEventException {
    for (int text = 0; text < OrderEncoder.TEXTS_AFTER_LINES; text++) {
      in.skipText();
    }
    in.skipId();
  }

  private static EventType type(long fingerprint) throws UndecodableEventException {
    for (int index = 0; index < FINGERPRINTS.length; index++) {
      if (FINGERPRINTS[index] == fingerprint) {
        return TYPES[index];
      }
    }
    if (fingerprint == CHAINED) {
      return EventType.ORDER_PLACED;
    }
    if (fingerprint == UNREADABLE) {
      throw new UndecodableEventException(
          Reason.INCOMPATIBLE_SCHEMA, "written with a version of OrderPlaced that can't be read");
    }
    throw new UndecodableEventException(
        Reason.UNKNOWN_SCHEMA, "no schema has fingerprint " + Long.toHexString(fingerprint));
  }

  private static long[] byCode() {
    long[] all = new long[64];
    for (int index = 0; index < TYPES.length; index++) {
      all[TYPES[index].code()] = FINGERPRINTS[index];
    }
    return all;
  }
}
