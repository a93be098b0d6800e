package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.RecordKind;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import io.orderstorm.report.scan.ObservationScan;
import io.orderstorm.report.scan.OrderRanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Every record of some orders, in tables, read from the folder a second time: those that are not
 * {@link Ordinary}, and those whose history is to be told. Records of no known order are always
 * among them, and so are the generators' follow-up events. An order that holds the cause of what is
 * in the tables is taken in too, so causes are found as if all records were here.
 *
 * <p>It takes some 1.5 kB an order, so it is for few; nothing else knows that.
 */
final class CaseFile {

  final CaseOrders orders;
  final Journal journal = new Journal();
  final EventTable events = new EventTable();
  final EffectTable performed = new EffectTable();
  final EffectTable stored = new EffectTable();
  final StoreStates store = new StoreStates();

  private final RunFolder folder;
  private final Map<Path, OrderRanges> ranges;
  private final BitSet wanted;

  private CaseFile(RunFolder folder, Map<Path, OrderRanges> ranges, BitSet wanted) {
    this.folder = folder;
    this.ranges = ranges;
    this.wanted = wanted;
    this.orders = new CaseOrders(wanted);
  }

  /**
   * Reads the records of some orders.
   *
   * @param ranges where the files that were read have which orders
   * @param followUps the orders that have follow-up events in a journal
   */
  static CaseFile of(
      RunFolder folder,
      Map<Path, OrderRanges> ranges,
      BitSet orders,
      BitSet followUps,
      List<TopicFile> topics,
      Set<Position> injected,
      CarriedEvents carried) {
    BitSet all = (BitSet) orders.clone();
    while (true) {
      CaseFile file = new CaseFile(folder, ranges, (BitSet) all.clone());
      file.read(followUps, topics);
      file.events.index(injected);
      file.performed.trace(file.events);
      file.stored.trace(file.events);
      file.performed.group(file.orders);
      file.stored.group(file.orders);
      if (!file.takeInCauses(topics, carried, all)) {
        return file;
      }
    }
  }

  private void read(BitSet followUps, List<TopicFile> topics) {
    BitSet sent = (BitSet) wanted.clone();
    sent.or(followUps);
    List<String> generators = folder.generators();
    for (int g = 0; g < generators.size(); g++) {
      int generator = g;
      readOf(
          folder.sends(generators.get(g)),
          Send.KIND,
          sent,
          send -> {
            if (send.type() != EventType.ORDER_PLACED || isCase(send.orderNumber())) {
              journal.add(send, generator);
            }
          });
      readOf(
          folder.outcomes(generators.get(g)),
          Outcome.KIND,
          sent,
          outcome -> {
            if (outcome.type() != EventType.ORDER_PLACED || isCase(outcome.orderNumber())) {
              journal.add(outcome);
            }
          });
    }
    for (TopicFile topic : topics) {
      readLoose(topic.path(), Observation.KIND, seen -> events.add(topic.name, seen));
    }
    for (String service : folder.services()) {
      readLoose(folder.effects(service), Effect.KIND, this::perform);
    }
    readLoose(
        folder.storeEffects(),
        StoreEffect.KIND,
        e -> stored.add(e.orderNumber(), e.effect(), e.causeId(), e.committedNanos(), e.replay()));
    readOf(folder.storeOrders(), StoreOrder.KIND, wanted, store::add);
  }

  private boolean isCase(long order) {
    return order >= 0 && wanted.get((int) order);
  }

  private void perform(Effect effect) {
    if (effect.performed()) {
      performed.add(
          effect.orderNumber(),
          effect.effect(),
          effect.causeId(),
          effect.finishedNanos(),
          effect.replay());
    }
  }

  private <T> void readOf(Path file, RecordKind<T> kind, BitSet orders, Consumer<T> consumer) {
    read(file, kind, orders, false, consumer);
  }

  /** Reads the records of cases, and those of no order. */
  private <T> void readLoose(Path file, RecordKind<T> kind, Consumer<T> consumer) {
    read(file, kind, wanted, true, consumer);
  }

  private <T> void read(
      Path file, RecordKind<T> kind, BitSet orders, boolean orNone, Consumer<T> consumer) {
    if (Files.exists(file)) {
      LongPredicate asked = order -> order < 0 ? orNone : orders.get((int) order);
      OrderRanges known = ranges.getOrDefault(file, new OrderRanges());
      try (RecordReader<T> reader = RecordReader.open(file, kind)) {
        for (OrderRanges.Span span : known.spans(orders, orNone)) {
          reader.read(span.first(), span.count(), asked, consumer);
        }
      }
    }
  }

  /** Adds the orders that hold causes which are not here; whether there are any. */
  private boolean takeInCauses(List<TopicFile> topics, CarriedEvents carried, BitSet all) {
    Set<UUID> lacking = new HashSet<>();
    for (int row = 0; row < events.rows(); row++) {
      if (events.hasCause(row) && !events.knows(events.causeId(row))) {
        lacking.add(events.causeId(row));
      }
    }
    addLacking(performed, lacking);
    addLacking(stored, lacking);
    for (CarriedEvents.Carried dead : carried.deadLetters()) {
      if (!events.knows(dead.eventId())) {
        lacking.add(dead.eventId());
      }
    }
    int before = all.cardinality();
    if (!lacking.isEmpty()) {
      topics.forEach(topic -> find(topic, lacking, all));
    }
    return all.cardinality() > before;
  }

  private void addLacking(EffectTable table, Set<UUID> lacking) {
    for (int row = 0; row < table.rows(); row++) {
      UUID cause = new UUID(table.causeHigh(row), table.causeLow(row));
      if (!events.knows(cause)) {
        lacking.add(cause);
      }
    }
  }

  private static void find(TopicFile topic, Set<UUID> ids, BitSet orders) {
    var lows = new org.agrona.collections.LongHashSet();
    ids.forEach(id -> lows.add(id.getLeastSignificantBits()));
    try (ObservationScan scan = topic.scan()) {
      while (scan.next()) {
        if (scan.orderNumber() >= 0
            && lows.contains(scan.eventIdLow())
            && ids.contains(new UUID(scan.eventIdHigh(), scan.eventIdLow()))) {
          orders.set(Math.toIntExact(scan.orderNumber()));
        }
      }
    }
  }

  /** Whether an order's records are here. */
  boolean has(int order) {
    return orders.indexOf(order) >= 0;
  }

  /** The orders whose records are here. */
  BitSet numbers() {
    return (BitSet) wanted.clone();
  }
}
