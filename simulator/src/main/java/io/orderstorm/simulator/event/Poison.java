package io.orderstorm.simulator.event;

import io.orderstorm.simulator.event.OrderEncoder.Flaw;
import io.orderstorm.simulator.order.OrderGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Records for {@code orders} that a consumer can't handle, or not easily, each deterministic by its
 * number. They belong to no order (order number −1) unless it is said. For one thread.
 */
public final class Poison {
  private static final int FINGERPRINT_ENDS = 10;

  /** More than a reader's stack has room for, in less than what consumers take. */
  private static final int DEPTH = 12_000;

  private final OrderGenerator generator;
  private final OrderEncoder encoder;

  public Poison(OrderGenerator generator) {
    this.generator = generator;
    this.encoder = new OrderEncoder(generator);
  }

  /** The key that poison {@code number} travels under; no order has it. */
  public byte[] key(long number) {
    return name(number).getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes that are no event, and do not look like one. */
  public byte[] malformed(long number) {
    byte[] noise = new byte[200];
    new SplittableRandom(number).nextBytes(noise);
    noise[0] = 0;
    return noise;
  }

  /** An order that ends somewhere after its schema's fingerprint. */
  public byte[] truncated(long number) {
    byte[] whole = placedWith(Flaw.NONE, number);
    int length = new SplittableRandom(number).nextInt(FINGERPRINT_ENDS, whole.length);
    return Arrays.copyOf(whole, length);
  }

  /** An intact encoding under the fingerprint of a schema that nobody has. */
  public byte[] unknownSchema(long number) {
    byte[] event = encoder.placed(number);
    for (int index = 2; index < 10; index++) {
      event[index] ^= (byte) 0x5A;
    }
    return event;
  }

  /** An intact encoding in a version of OrderPlaced that can't be read. */
  public byte[] incompatibleSchema(long number) {
    return encoder.placedInUnreadableVersion(number, meta(EventType.ORDER_PLACED, number));
  }

  /** A well-formed order whose total is negative. */
  public byte[] negativeAmount(long number) {
    return placedWith(Flaw.NEGATIVE_AMOUNT, number);
  }

  /** A well-formed order whose lines name goods that nobody sells. */
  public byte[] unknownSku(long number) {
    return placedWith(Flaw.UNKNOWN_SKU, number);
  }

  /** A sound order of more than half a mebibyte. */
  public byte[] oversized(long number) {
    return placedWith(Flaw.OVERSIZED, number);
  }

  /** A sound order; what is wrong with it is around it. */
  public byte[] sound(long number) {
    return placedWith(Flaw.NONE, number);
  }

  /** A payment, which has no place among what customers do. */
  public byte[] impossibleTransition(long number) {
    var meta = meta(EventType.PAYMENT_CONFIRMED, number);
    return EventCodec.encode(new OrderEvent(meta, "C-poison", 1, "EUR", "", List.of()));
  }

  /** An order whose lines lie in one another, 12,000 levels deep: its readers must not recurse. */
  public byte[] deeplyNested(long number) {
    return encoder.placedAsChain(number, meta(EventType.ORDER_PLACED, number), DEPTH);
  }

  /**
   * An amendment of an order that went its way long ago; the customer made it before other events
   * that are known by now. It belongs to that order.
   */
  public byte[] amendment(long number, long order) {
    var type = EventType.ORDER_AMENDED;
    var id = EventIds.of(name(number), type, Cause.NONE.id(), 0);
    return encoder.amendment(
        order, new EventMeta(type, id, generator.orderId(order), order, Cause.NONE, 0, 0));
  }

  private byte[] placedWith(Flaw flaw, long number) {
    return encoder.placedWith(flaw, number, meta(EventType.ORDER_PLACED, number));
  }

  private EventMeta meta(EventType type, long number) {
    var id = EventIds.of(name(number), type, Cause.NONE.id(), 0);
    return new EventMeta(type, id, name(number), -1, Cause.NONE, 0, 0);
  }

  private String name(long number) {
    return generator.orderId(number).replace("OS-", "OS-poison-");
  }
}
