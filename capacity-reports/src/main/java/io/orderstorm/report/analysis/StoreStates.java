package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StoreOrder;
import java.util.Arrays;

/** The state of each order in the store, a byte of flags an order. */
final class StoreStates {

  private static final int RESERVED = 1;
  private static final int PAID = 2;
  private static final int DISPATCHED = 4;
  private static final int COMPENSATED = 8;
  private static final int RELEASED = 16;
  private static final int CANCELLED = 32;

  private byte[] flags = new byte[1024];
  private long orders;

  void add(StoreOrder order) {
    int number = Math.toIntExact(order.orderNumber());
    if (number < 0) {
      return;
    }
    if (number >= flags.length) {
      flags = Arrays.copyOf(flags, Math.max(number + 1, flags.length * 2));
    }
    flags[number] =
        (byte)
            (flag(order.reserved() || order.released(), RESERVED)
                | flag(order.paid(), PAID)
                | flag(order.dispatched(), DISPATCHED)
                | flag(order.compensated(), COMPENSATED)
                | flag(order.cancelled(), CANCELLED)
                | flag(order.released(), RELEASED));
    orders++;
  }

  long orders() {
    return orders;
  }

  /**
   * Whether the order's state says that the effect was done; unknown effects of a state are never
   * said.
   */
  boolean says(int number, EffectType effect) {
    int of = of(number);
    return switch (effect) {
      case RESERVE -> (of & RESERVED) != 0;
      case RELEASE -> (of & RELEASED) != 0;
      case CHARGE -> (of & PAID) != 0;
      case DISPATCH -> (of & DISPATCHED) != 0;
      case REFUND, NOTIFY -> false;
    };
  }

  boolean isCompensated(int number) {
    return (of(number) & COMPENSATED) != 0;
  }

  boolean isCancelled(int number) {
    return (of(number) & CANCELLED) != 0;
  }

  private int of(int number) {
    return number < flags.length ? flags[number] : 0;
  }

  private static int flag(boolean set, int bit) {
    return set ? bit : 0;
  }
}
