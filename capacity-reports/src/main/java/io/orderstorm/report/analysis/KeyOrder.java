package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.scan.ObservationScan;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.agrona.collections.Long2LongHashMap;

/**
 * Finds events that overtook an earlier one of their key. Within a partition and among events that
 * answer the same kind of input, the per-key sequence may not fall; events of other partitions have
 * no order.
 */
final class KeyOrder {

  private static final int UNKNOWN_KIND = 300;

  /** An event that came behind a later one of its key. */
  private record Late(
      EventType type, int order, Position position, long row, int sequence, long before) {}

  private final Evidence evidence;
  private final KeyNumbers keys;
  private final PriorityQueue<Late> first =
      new PriorityQueue<>(
          Comparator.comparingLong((Late l) -> l.position().offset())
              .thenComparingLong(Late::row)
              .reversed());
  private long found;
  private long rows;

  private KeyOrder(Evidence evidence, KeyNumbers keys) {
    this.evidence = evidence;
    this.keys = keys;
  }

  static void check(Evidence evidence, KeyNumbers keys, Findings findings) {
    if (keys.isEmpty()) {
      return;
    }
    KeyOrder keyOrder = new KeyOrder(evidence, keys);
    evidence.topics.forEach(keyOrder::follow);
    keyOrder.report(findings);
  }

  private void follow(TopicFile topic) {
    Lanes lanes = new Lanes(topic, rows);
    try (ObservationScan scan = topic.scan()) {
      while (scan.next()) {
        lanes.see(scan);
      }
    }
    lanes.end();
    rows += topic.rows();
  }

  private void keep(Late late) {
    found++;
    first.add(late);
    if (first.size() > Findings.KEPT_PER_KIND) {
      first.remove();
    }
  }

  /** In the order of offsets, as events of a partition follow each other. */
  private void report(Findings findings) {
    Findings late = new Findings();
    first.stream()
        .sorted(first.comparator().reversed())
        .forEach(
            l ->
                late.add(
                    Findings.ORDERING,
                    l.order(),
                    l.type()
                        + " at "
                        + l.position()
                        + " has sequence "
                        + l.sequence()
                        + " of its key, behind "
                        + l.before()));
    findings.addAll(late);
    findings.addBeyond(Findings.ORDERING, found - first.size());
  }

  /** The events of one topic, by partition, kind and key. */
  private final class Lanes {

    private final TopicFile topic;
    private final Long2LongHashMap highest = new Long2LongHashMap(-1);
    private final Longs offsets = new Longs();
    private final Longs kept = new Longs();
    private final Ints orders = new Ints();
    private final Ints sequences = new Ints();
    private final Ints partitions = new Ints();
    private final Ints kinds = new Ints();
    private long row;

    Lanes(TopicFile topic, long row) {
      this.topic = topic;
      this.row = row;
    }

    void see(ObservationScan scan) {
      long number = row++;
      EventType type = scan.type();
      int order = (int) scan.orderNumber();
      int sequence = scan.keySequence();
      boolean replayed = (scan.flags() & Observation.REPLAYED) != 0 || scan.revision() > 0;
      boolean counts =
          sequence >= 0
              && !replayed
              && keys.of(order, sent(type)) >= 0
              && evidence.isCanonical(topic, scan.partition(), scan.offset());
      if (counts && topic.isAscending()) {
        int kind = kind(type, scan.causeTopic());
        follow(type, order, scan.partition(), scan.offset(), number, sequence, kind);
      } else if (counts) {
        offsets.add(scan.offset());
        kept.add((number << 8) | type.code());
        orders.add(order);
        sequences.add(sequence);
        partitions.add(scan.partition());
        kinds.add(kind(type, scan.causeTopic()));
      }
    }

    /** Follows what does not lie in the order of offsets. */
    void end() {
      for (int i : TimeOrder.of(offsets.toArray(), offsets.size())) {
        EventType type = EventType.of((int) (kept.get(i) & 0xff));
        long number = kept.get(i) >>> 8;
        follow(
            type,
            orders.get(i),
            partitions.get(i),
            offsets.get(i),
            number,
            sequences.get(i),
            kinds.get(i));
      }
    }

    private void follow(
        EventType type,
        int order,
        int partition,
        long offset,
        long number,
        int sequence,
        int kind) {
      long key = keys.of(order, sent(type));
      long lane = ((long) partition << 44) ^ ((long) kind << 33) ^ key;
      long before = highest.get(lane);
      if (sequence < before) {
        Position position = new Position(topic.name, partition, offset);
        keep(new Late(type, order, position, number, sequence, before));
      } else {
        highest.put(lane, sequence);
      }
    }
  }

  /** The event whose send tells the key. */
  private static EventType sent(EventType type) {
    return IntakeChecks.isIntake(type) ? type : EventType.ORDER_PLACED;
  }

  /** Events of one kind answer the same kind of input and keep its order. */
  private static int kind(EventType type, int causeTopic) {
    return switch (type) {
      case ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> 0;
      case STOCK_RESERVED, STOCK_REJECTED -> 1;
      case STOCK_RELEASED -> 2;
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED -> 3;
      case ORDER_DISPATCHED, ORDER_COMPENSATED -> 4;
      case CUSTOMER_NOTIFIED -> 5 + causeTopic;
      case UNKNOWN -> UNKNOWN_KIND;
    };
  }
}
