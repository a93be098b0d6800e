package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;

/** What the generators promised and were told of some orders: a row for each send, in columns. */
final class Journal {

  static final int NONE = 0;
  static final int ACKNOWLEDGED = 1;
  static final int REJECTED = 2;
  static final int INDETERMINATE = 3;

  private final Longs intended = new Longs();
  private final Longs sent = new Longs();
  private final Longs returned = new Longs();
  private final Longs key = new Longs();
  private final Longs amount = new Longs();
  private final Longs completed = new Longs();
  private final Longs offset = new Longs();
  private final Ints partition = new Ints();
  private final Ints order = new Ints();
  private final Ints keySequence = new Ints();
  private final Octets type = new Octets();
  private final Octets currency = new Octets();
  private final Octets generator = new Octets();
  private final List<String> currencies = new ArrayList<>();
  private final Long2LongHashMap followUps = new Long2LongHashMap(-1);
  private byte[] result = new byte[1024];
  private final Int2IntHashMap placedRow = new Int2IntHashMap(-1);
  private int orders;
  private int surplus;

  void add(Send send, int generatorIndex) {
    int number = Math.toIntExact(send.orderNumber());
    int row = intended.size();
    intended.add(send.intendedNanos());
    sent.add(send.sentNanos());
    returned.add(send.returnedNanos());
    key.add(send.key());
    amount.add(send.amountMinor());
    completed.add(Long.MAX_VALUE);
    offset.add(-1);
    partition.add(-1);
    order.add(number);
    keySequence.add(send.keySequence());
    type.add(send.type().code());
    currency.add(currencyIndex(send.currency()));
    generator.add(generatorIndex);
    if (send.type() == EventType.ORDER_PLACED) {
      place(number, row);
    } else {
      followUps.putIfAbsent(
          followUpKey(number, send.type(), followUpsOf(number, send.type())), row);
    }
  }

  void add(Outcome outcome) {
    int row = rowOf(Math.toIntExact(outcome.orderNumber()), outcome.type());
    if (row < 0 || resultOf(row) != NONE) {
      surplus++;
      return;
    }
    if (row >= result.length) {
      result = Arrays.copyOf(result, Math.max(intended.size(), result.length * 2));
    }
    result[row] = (byte) code(outcome.result());
    completed.set(row, outcome.completedNanos());
    partition.set(row, outcome.partition());
    offset.set(row, outcome.offset());
  }

  private static int code(Outcome.Result result) {
    return switch (result) {
      case ACKNOWLEDGED -> ACKNOWLEDGED;
      case REJECTED -> REJECTED;
      case INDETERMINATE -> INDETERMINATE;
    };
  }

  private void place(int number, int row) {
    if (placedRow.containsKey(number)) {
      surplus++;
      return;
    }
    placedRow.put(number, row);
    orders = Math.max(orders, number + 1);
  }

  private int rowOf(int number, EventType wanted) {
    if (wanted == EventType.ORDER_PLACED) {
      return placed(number);
    }
    int row = -1;
    for (int nth = 0; followUps.containsKey(followUpKey(number, wanted, nth)); nth++) {
      row = (int) followUps.get(followUpKey(number, wanted, nth));
      if (resultOf(row) == NONE) {
        return row;
      }
    }
    return row;
  }

  private int followUpsOf(int number, EventType wanted) {
    int count = 0;
    while (followUps.containsKey(followUpKey(number, wanted, count))) {
      count++;
    }
    return count;
  }

  private static long followUpKey(int number, EventType type, int nth) {
    return ((long) number << 24) | ((long) nth << 8) | type.code();
  }

  private int currencyIndex(String name) {
    int index = currencies.indexOf(name);
    if (index < 0) {
      currencies.add(name);
      index = currencies.size() - 1;
    }
    return index;
  }

  /**
   * Sends and outcomes that fit to nothing: an order placed twice, an outcome without send or
   * beyond the first.
   */
  int surplus() {
    return surplus;
  }

  int rows() {
    return intended.size();
  }

  /** One more than the highest number of an order that was placed. */
  int orders() {
    return orders;
  }

  /** The row in which an order was placed, or −1. */
  int placed(int number) {
    return placedRow.get(number);
  }

  /** The row of an event that was sent for an order, or −1. */
  int rowOfEvent(int number, EventType wanted) {
    return wanted == EventType.ORDER_PLACED
        ? placed(number)
        : (int) followUps.get(followUpKey(number, wanted, 0));
  }

  boolean isPlaced(int row) {
    return type.get(row) == EventType.ORDER_PLACED.code();
  }

  long intended(int row) {
    return intended.get(row);
  }

  long sent(int row) {
    return sent.get(row);
  }

  long returned(int row) {
    return returned.get(row);
  }

  long key(int row) {
    return key.get(row);
  }

  /** The position among the events of its key, from 0. */
  int keySequence(int row) {
    return keySequence.get(row);
  }

  EventType type(int row) {
    return EventType.of(type.get(row));
  }

  long amount(int row) {
    return amount.get(row);
  }

  String currency(int row) {
    return currencies.get(currency.get(row));
  }

  int order(int row) {
    return order.get(row);
  }

  int generator(int row) {
    return generator.get(row);
  }

  /** When the producer was told the outcome; MAX_VALUE if never. */
  long completed(int row) {
    return completed.get(row);
  }

  int partition(int row) {
    return partition.get(row);
  }

  long offset(int row) {
    return offset.get(row);
  }

  /**
   * ACKNOWLEDGED, REJECTED, INDETERMINATE, or NONE without an outcome, which counts as
   * indeterminate.
   */
  int resultOf(int row) {
    return row < result.length ? result[row] : NONE;
  }
}
