package io.orderstorm.simulator.event;

import io.orderstorm.simulator.order.OrderGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Records for {@code orders} that no consumer can handle, each deterministic by its number. They
 * belong to no order (order number −1). For one thread.
 */
public final class Poison {
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

  /** Bytes that are no event: noise, or an event cut off in the middle. */
  public byte[] malformed(long number) {
    if (number % 2 == 0) {
      byte[] whole = encoder.placed(number);
      return Arrays.copyOf(whole, whole.length / 3);
    }
    byte[] noise = new byte[200];
    new SplittableRandom(number).nextBytes(noise);
    noise[0] = 0;
    return noise;
  }

  /** An intact encoding under the fingerprint of a schema that nobody has. */
  public byte[] unknownSchema(long number) {
    byte[] event = encoder.placed(number);
    for (int index = 2; index < 10; index++) {
      event[index] ^= (byte) 0x5A;
    }
    return event;
  }

  /** A well-formed order whose total is negative. */
  public byte[] negativeAmount(long number) {
    var type = EventType.ORDER_PLACED;
    var id = EventIds.of(name(number), type, Cause.NONE.id(), 0);
    var meta = new EventMeta(type, id, name(number), -1, Cause.NONE, 0, 0);
    return encoder.placedWithNegativeAmount(number, meta);
  }

  private String name(long number) {
    return generator.orderId(number).replace("OS-", "OS-poison-");
  }
}
