package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds events that overtook an earlier one of their key. Within a partition and among events that
 * answer the same kind of input, the per-key sequence may not fall; events of other partitions have
 * no order.
 */
final class KeyOrder {

  private record Lane(int topic, int partition, int kind, long key) {}

  private final Evidence evidence;
  private final EventTable events;
  private final Findings findings;
  private final Map<Lane, Integer> highest = new HashMap<>();
  private final Set<Long> keys = new HashSet<>();

  private KeyOrder(Evidence evidence, Findings findings) {
    this.evidence = evidence;
    this.events = evidence.events;
    this.findings = findings;
    noteKeys();
  }

  /** Keys of a single event, nearly all where orders are the keys, can't be out of order. */
  private void noteKeys() {
    for (int row = 0; row < events.rows(); row++) {
      if (events.isCanonical(row) && events.keySequence(row) > 0) {
        int send = sendOf(row);
        if (send >= 0) {
          keys.add(evidence.journal.key(send));
        }
      }
    }
  }

  private int sendOf(int row) {
    EventType placement = isIntake(events.type(row)) ? events.type(row) : EventType.ORDER_PLACED;
    return evidence.journal.rowOfEvent(events.order(row), placement);
  }

  static void check(Evidence evidence, Findings findings) {
    KeyOrder keyOrder = new KeyOrder(evidence, findings);
    if (keyOrder.keys.isEmpty()) {
      return;
    }
    for (long packed : keyOrder.byOffset()) {
      keyOrder.follow((int) packed);
    }
  }

  /** Canonical rows with a sequence in the order of their offsets, packed as offset and row. */
  private long[] byOffset() {
    Longs packed = new Longs();
    for (int row = 0; row < events.rows(); row++) {
      if (events.isCanonical(row) && events.keySequence(row) >= 0 && !events.isReplayed(row)) {
        packed.add((events.offset(row) << 32) | row);
      }
    }
    long[] sorted = packed.toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private void follow(int row) {
    int send = sendOf(row);
    if (send < 0 || !keys.contains(evidence.journal.key(send))) {
      return;
    }
    Lane lane =
        new Lane(
            events.topicNumber(row), events.partition(row), kind(row), evidence.journal.key(send));
    int sequence = events.keySequence(row);
    int before = highest.getOrDefault(lane, -1);
    if (sequence < before) {
      findings.add(
          Findings.ORDERING,
          events.order(row),
          events.type(row)
              + " at "
              + events.position(row)
              + " has sequence "
              + sequence
              + " of its key, behind "
              + before);
    } else {
      highest.put(lane, sequence);
    }
  }

  private static boolean isIntake(EventType type) {
    return switch (type) {
      case ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> true;
      default -> false;
    };
  }

  /** Events of one kind answer the same kind of input and keep its order. */
  private int kind(int row) {
    return switch (events.type(row)) {
      case ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> 0;
      case STOCK_RESERVED, STOCK_REJECTED -> 1;
      case STOCK_RELEASED -> 2;
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED -> 3;
      case ORDER_DISPATCHED, ORDER_COMPENSATED -> 4;
      case CUSTOMER_NOTIFIED -> 5 + events.causeTopicNumber(row);
      case UNKNOWN -> 300;
    };
  }
}
