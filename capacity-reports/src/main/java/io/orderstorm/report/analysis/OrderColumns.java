package io.orderstorm.report.analysis;

import java.util.Arrays;

/**
 * What is kept of every order, by its number: when it was to be sent (6 bytes), as distances from
 * that when it was sent and when each stage was through with it (5 bytes each, exact to the
 * nanosecond), what was noted of it ({@link Mark}, 4 bytes), and the balance of its {@link Link}s
 * (8 bytes): 53 bytes for an order that was fulfilled.
 */
final class OrderColumns {

  static final long NEVER = PackedLongs.NONE;

  final Marks marks = new Marks();
  final Balances balances = new Balances();
  private final PackedLongs intended = new PackedLongs(6);
  private final PackedLongs[] times = new PackedLongs[OrderTime.values().length];
  private long base = NEVER;
  private int orders;

  OrderColumns() {
    Arrays.setAll(times, t -> new PackedLongs(5));
  }

  /** Notes an order that was meant to be sent. */
  void promise(int order, long intendedNanos) {
    base = base == NEVER ? intendedNanos : base;
    intended.set(order, intendedNanos - base);
    orders = Math.max(orders, order + 1);
  }

  /** One more than the highest number of an order that was placed. */
  int orders() {
    return orders;
  }

  boolean isPromised(int order) {
    return order >= 0 && order < orders && intended.get(order) != NEVER;
  }

  /** When an order was to be sent; {@link #NEVER} if it was not. */
  long intended(int order) {
    long distance = intended.get(order);
    return distance == NEVER ? NEVER : base + distance;
  }

  /** Notes a time of an order that was promised; {@link #NEVER} takes it back. */
  void set(OrderTime what, int order, long time) {
    times[what.column].set(order, time == NEVER ? NEVER : time - intended(order));
  }

  /** A time of an order; {@link #NEVER} if it did not come to that. */
  long get(OrderTime what, int order) {
    long distance = times[what.column].get(order);
    return distance == NEVER ? NEVER : intended(order) + distance;
  }
}
