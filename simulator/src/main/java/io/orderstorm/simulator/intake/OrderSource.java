package io.orderstorm.simulator.intake;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEncoder;
import io.orderstorm.simulator.order.FollowUp;
import io.orderstorm.simulator.order.KeyBy;
import io.orderstorm.simulator.order.Order;
import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import java.nio.charset.StandardCharsets;

/**
 * Makes the events of a run in the order in which they are to be sent: key sequences count up as
 * events are made. Belongs to one thread.
 */
public final class OrderSource {
  private final OrderGenerator generator;
  private final OrderEncoder encoder;
  private final OrderFates fates;
  private final KeyBy keyBy;
  private final int[] sequences;

  public OrderSource(OrderGenerator generator) {
    this.generator = generator;
    this.encoder = new OrderEncoder(generator);
    this.fates = new OrderFates(generator.profile());
    this.keyBy = generator.profile().key();
    this.sequences = new int[countedKeys(generator.profile())];
  }

  public OutgoingEvent placed(long number) {
    byte[] value = encoder.placed(number);
    return outgoing(EventType.ORDER_PLACED, encoder.order(), value);
  }

  /** Whether order {@code number} is followed up, and how. */
  public FollowUp followUpOf(long number) {
    return fates.followUp(number);
  }

  /**
   * The follow-up of order {@code number}, to be sent after its {@link #placed}.
   *
   * @throws IllegalArgumentException if it has none
   */
  public OutgoingEvent followUp(long number) {
    FollowUp what = fates.followUp(number);
    byte[] value = encoder.followUp(number, what);
    var type = what == FollowUp.CANCEL ? EventType.ORDER_CANCELLED : EventType.ORDER_AMENDED;
    return outgoing(type, encoder.order(), value);
  }

  private OutgoingEvent outgoing(EventType type, Order order, byte[] value) {
    long identity = identity(order);
    return new OutgoingEvent(
        order.number(),
        type,
        keyText(order).getBytes(StandardCharsets.ISO_8859_1),
        identity,
        nextSequence(type, identity),
        order.amountMinor(),
        order.currency(),
        value);
  }

  private long identity(Order order) {
    return switch (keyBy) {
      case ORDER -> order.number();
      case CUSTOMER -> order.customer().index();
      case SKU -> order.sku(0).index();
    };
  }

  private String keyText(Order order) {
    return switch (keyBy) {
      case ORDER -> generator.orderId(order.number());
      case CUSTOMER -> order.customer().id();
      case SKU -> order.sku(0).id();
    };
  }

  /** An order's own events need no counter: it is placed, then followed up at most once. */
  private int nextSequence(EventType type, long identity) {
    if (keyBy == KeyBy.ORDER) {
      return type == EventType.ORDER_PLACED ? 0 : 1;
    }
    return sequences[(int) identity]++;
  }

  private static int countedKeys(OrderProfile profile) {
    return switch (profile.key()) {
      case ORDER -> 0;
      case CUSTOMER -> profile.customers();
      case SKU -> profile.skus();
    };
  }
}
