package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.scan.SendScan;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/**
 * The partition keys that have more than one event, numbered, and the key of each send. Keys of a
 * single event, nearly all where orders are the keys, can't be out of order and are left out.
 */
final class KeyNumbers {

  private static final int NONE = -1;

  private final Evidence evidence;
  private final Long2LongHashMap numbers = new Long2LongHashMap(NONE);
  private final PackedLongs placed = new PackedLongs(4);
  private final PackedLongs placedSequence = new PackedLongs(5);
  private final Long2LongHashMap followUps = new Long2LongHashMap(NONE);
  private final Long2LongHashMap followUpSequences = new Long2LongHashMap(NONE);
  private final LongHashSet unclear = new LongHashSet();

  KeyNumbers(Evidence evidence) {
    this.evidence = evidence;
    if (evidence.promises.sequenced() || evidence.columns.marks.anyHas(Mark.SEQUENCED)) {
      evidence.forEachSendFile(this::noteKeys);
    }
    if (!numbers.isEmpty()) {
      evidence.forEachSendFile(this::noteSends);
    }
  }

  private void noteKeys(SendScan scan) {
    Marks marks = evidence.columns.marks;
    while (scan.next()) {
      boolean more =
          scan.keySequence() > 0
              || (scan.orderNumber() >= 0 && marks.has((int) scan.orderNumber(), Mark.SEQUENCED));
      if (more && !numbers.containsKey(scan.key())) {
        numbers.put(scan.key(), numbers.size());
      }
    }
  }

  private void noteSends(SendScan scan) {
    while (scan.next()) {
      long number = numbers.get(scan.key());
      int order = (int) scan.orderNumber();
      if (number != NONE && order >= 0) {
        note(scan, order, number);
      }
    }
  }

  private void note(SendScan scan, int order, long number) {
    if (scan.type() == EventType.ORDER_PLACED) {
      if (placed.get(order) == PackedLongs.NONE) {
        placed.set(order, number);
        placedSequence.set(order, scan.keySequence());
      }
    } else if (!followUps.containsKey(key(order, scan.type()))) {
      followUps.put(key(order, scan.type()), number);
      followUpSequences.put(key(order, scan.type()), scan.keySequence());
    } else {
      unclear.add(number);
    }
  }

  private static long key(int order, EventType type) {
    return ((long) order << 8) | type.code();
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  int size() {
    return numbers.size();
  }

  /** The number of the key under which an order's event was sent; −1 if it is left out. */
  int of(int order, EventType sent) {
    if (sent != EventType.ORDER_PLACED) {
      return (int) followUps.get(key(order, sent));
    }
    long number = order < 0 ? PackedLongs.NONE : placed.get(order);
    return number == PackedLongs.NONE ? NONE : (int) number;
  }

  /** The sequence with which an order's event was sent; its key must not be left out. */
  int sequence(int order, EventType sent) {
    return sent == EventType.ORDER_PLACED
        ? (int) placedSequence.get(order)
        : (int) followUpSequences.get(key(order, sent));
  }

  int number(long key) {
    return (int) numbers.get(key);
  }

  /** Keys of which an order has two events of a type, so that type and order don't tell them. */
  LongHashSet unclear() {
    return unclear;
  }
}
