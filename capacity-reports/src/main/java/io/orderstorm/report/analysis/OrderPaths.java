package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import java.util.Arrays;
import java.util.BitSet;

/**
 * For each case the events that it came by, as rows of the {@link EventTable}; −1 where there is
 * none. What a correction made again was come by before.
 */
final class OrderPaths {

  private final CaseOrders orders;
  private final EventTable events;
  private final int[] placed;
  private final int[] stock;
  private final int[] payment;
  private final int[] end;
  private final long[] notified;
  final BitSet reserved = new BitSet();
  final BitSet dispatched = new BitSet();
  final BitSet compensated = new BitSet();
  final BitSet cancelled = new BitSet();
  private final byte[][] outcomes;
  private final long[][] causes;

  OrderPaths(CaseFile cases) {
    orders = cases.orders;
    events = cases.events;
    int size = orders.size();
    placed = none(size);
    stock = none(size);
    payment = none(size);
    end = none(size);
    notified = new long[size];
    Arrays.fill(notified, OrderColumns.NEVER);
    outcomes = new byte[EffectType.values().length + 1][size];
    causes = new long[EffectType.values().length + 1][size];
    for (int row = 0; row < events.rows(); row++) {
      if (events.isCanonical(row) && events.firstRevision(row) == row && events.order(row) >= 0) {
        follow(row, events.order(row), orders.indexOf(events.order(row)));
      }
    }
  }

  private static int[] none(int orders) {
    int[] rows = new int[orders];
    Arrays.fill(rows, -1);
    return rows;
  }

  private void follow(int row, int order, int index) {
    switch (events.type(row)) {
      case ORDER_PLACED -> keepFirst(placed, index, row);
      case ORDER_CANCELLED -> cancelled.set(order);
      case STOCK_RESERVED -> {
        reserved.set(order);
        keepFirst(stock, index, row);
        tell(EffectType.RESERVE, row, index);
      }
      case STOCK_REJECTED -> keepFirst(stock, index, row);
      case STOCK_RELEASED -> tell(EffectType.RELEASE, row, index);
      case PAYMENT_CONFIRMED -> {
        keepFirst(payment, index, row);
        tell(EffectType.CHARGE, row, index);
      }
      case PAYMENT_DECLINED, PAYMENT_SKIPPED -> keepFirst(payment, index, row);
      case ORDER_DISPATCHED -> {
        dispatched.set(order);
        end(index, row);
        tell(EffectType.DISPATCH, row, index);
      }
      case ORDER_COMPENSATED -> {
        compensated.set(order);
        end(index, row);
      }
      case CUSTOMER_NOTIFIED -> notify(row, index);
      case ORDER_AMENDED, UNKNOWN -> {}
    }
  }

  private void tell(EffectType effect, int row, int index) {
    outcomes[effect.code()][index]++;
    causes[effect.code()][index] += events.causeDigest(row);
  }

  private static void keepFirst(int[] rows, int index, int row) {
    if (rows[index] < 0) {
      rows[index] = row;
    }
  }

  /** Fulfilled goes before compensated, whichever was seen first. */
  private void end(int index, int row) {
    boolean better =
        end[index] < 0
            || (events.type(row) == EventType.ORDER_DISPATCHED
                && events.type(end[index]) != EventType.ORDER_DISPATCHED);
    if (better) {
      end[index] = row;
    }
  }

  private void notify(int row, int index) {
    tell(EffectType.NOTIFY, row, index);
    int cause = events.causeOf(row);
    if (cause >= 0 && endsOrder(events.type(cause))) {
      notified[index] = Math.min(notified[index], events.received(row));
    }
  }

  private static boolean endsOrder(EventType type) {
    return type == EventType.ORDER_DISPATCHED || type == EventType.ORDER_COMPENSATED;
  }

  /** How many effects of a type the order's events tell of. */
  int told(int order, EffectType effect) {
    return outcomes[effect.code()][orders.indexOf(order)] & 0xff;
  }

  /** The sum of the digests of what these effects follow from, as the events have it. */
  long causesTold(int order, EffectType effect) {
    return causes[effect.code()][orders.indexOf(order)];
  }

  boolean landed(int order) {
    int index = orders.indexOf(order);
    return index >= 0 && placed[index] >= 0;
  }

  /**
   * Puts what the records say into the columns: of an event that came twice the first counts, and
   * what is foreign does not.
   */
  void settle(OrderColumns columns) {
    for (int i = 0; i < orders.size(); i++) {
      int order = orders.number(i);
      if (columns.isPromised(order)) {
        columns.set(OrderTime.STOCK, order, received(stock[i]));
        columns.set(OrderTime.PAYMENT, order, received(payment[i]));
        columns.set(OrderTime.END, order, received(end[i]));
        columns.set(OrderTime.END_NOTIFIED, order, notified[i]);
        int marks = columns.marks.get(order);
        columns.marks.set(order, placed[i] < 0 ? marks & ~Mark.PLACED : marks | Mark.PLACED);
      }
    }
  }

  /** When the last of the cases ended; MIN_VALUE if none did. */
  long lastEnd() {
    long last = Long.MIN_VALUE;
    for (int row : end) {
      last = row < 0 ? last : Math.max(last, events.received(row));
    }
    return last;
  }

  private long received(int row) {
    return row < 0 ? OrderColumns.NEVER : events.received(row);
  }
}
