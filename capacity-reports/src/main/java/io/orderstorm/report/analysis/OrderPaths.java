package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import java.util.Arrays;
import java.util.BitSet;

/**
 * For each order the events that it came by, as rows of the {@link EventTable}; −1 where there is
 * none.
 */
final class OrderPaths {

  final int[] placed;
  final int[] stock;
  final int[] payment;
  final int[] end;
  final long[] notified;
  final BitSet reserved = new BitSet();
  final BitSet dispatched = new BitSet();
  final BitSet compensated = new BitSet();
  final BitSet cancelled = new BitSet();
  private final byte[][] outcomes;

  OrderPaths(Evidence evidence) {
    int orders = evidence.orders();
    placed = none(orders);
    stock = none(orders);
    payment = none(orders);
    end = none(orders);
    notified = new long[orders];
    Arrays.fill(notified, Long.MAX_VALUE);
    outcomes = new byte[EffectType.values().length + 1][orders];
    EventTable events = evidence.events;
    for (int row = 0; row < events.rows(); row++) {
      if (events.isCanonical(row) && events.order(row) >= 0) {
        follow(events, row, events.order(row));
      }
    }
  }

  private static int[] none(int orders) {
    int[] rows = new int[orders];
    Arrays.fill(rows, -1);
    return rows;
  }

  private void follow(EventTable events, int row, int order) {
    switch (events.type(row)) {
      case ORDER_PLACED -> keepFirst(placed, order, row);
      case ORDER_CANCELLED -> cancelled.set(order);
      case STOCK_RESERVED -> {
        reserved.set(order);
        keepFirst(stock, order, row);
        outcomes[EffectType.RESERVE.code()][order]++;
      }
      case STOCK_REJECTED -> keepFirst(stock, order, row);
      case STOCK_RELEASED -> outcomes[EffectType.RELEASE.code()][order]++;
      case PAYMENT_CONFIRMED -> {
        keepFirst(payment, order, row);
        outcomes[EffectType.CHARGE.code()][order]++;
      }
      case PAYMENT_DECLINED, PAYMENT_SKIPPED -> keepFirst(payment, order, row);
      case ORDER_DISPATCHED -> {
        dispatched.set(order);
        end(events, order, row);
        outcomes[EffectType.DISPATCH.code()][order]++;
      }
      case ORDER_COMPENSATED -> {
        compensated.set(order);
        end(events, order, row);
      }
      case CUSTOMER_NOTIFIED -> notify(events, row, order);
      case ORDER_AMENDED, UNKNOWN -> {}
    }
  }

  private static void keepFirst(int[] rows, int order, int row) {
    if (rows[order] < 0) {
      rows[order] = row;
    }
  }

  /** Fulfilled goes before compensated, whichever was seen first. */
  private void end(EventTable events, int order, int row) {
    boolean better =
        end[order] < 0
            || (events.type(row) == EventType.ORDER_DISPATCHED
                && events.type(end[order]) != EventType.ORDER_DISPATCHED);
    if (better) {
      end[order] = row;
    }
  }

  private void notify(EventTable events, int row, int order) {
    outcomes[EffectType.NOTIFY.code()][order]++;
    int cause = events.causeOf(row);
    if (cause >= 0 && endsOrder(events.type(cause))) {
      notified[order] = Math.min(notified[order], events.received(row));
    }
  }

  private static boolean endsOrder(EventType type) {
    return type == EventType.ORDER_DISPATCHED || type == EventType.ORDER_COMPENSATED;
  }

  /** How many effects of a type the order's events tell of. */
  int told(int order, EffectType effect) {
    return outcomes[effect.code()][order] & 0xff;
  }

  boolean landed(int order) {
    return placed[order] >= 0;
  }
}
