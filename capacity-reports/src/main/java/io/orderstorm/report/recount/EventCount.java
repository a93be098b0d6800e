package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Send;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Impossible transitions and ordering violations, event by event. */
final class EventCount {

  /** An event that was sent. */
  private record Sent(long order, EventType type) {}

  long impossible;
  long disordered;

  private final RawRun run;
  private final Map<Place, List<Seen>> byPlace = new HashMap<>();
  private final Set<Long> cancelled = new HashSet<>();

  EventCount(RawRun run, Topology pipeline, SharedKeys shared) {
    this.run = run;
    run.seen.forEach(s -> byPlace.computeIfAbsent(s.place(), p -> new ArrayList<>()).add(s));
    for (Seen event : run.events) {
      if (event.type() == EventType.ORDER_CANCELLED) {
        cancelled.add(event.order());
      }
    }
    run.events.forEach(event -> impossible += follows(event) ? 0 : 1);
    pipeline.stages().forEach(this::countSecondOutcomes);
    pipeline.stages().forEach(this::countBadRevisions);
    countOvertaking(shared);
  }

  private static Set<EventType> causesOf(EventType type) {
    return switch (type) {
      case STOCK_RESERVED, STOCK_REJECTED -> Set.of(EventType.ORDER_PLACED);
      case STOCK_RELEASED -> Set.of(EventType.ORDER_COMPENSATED);
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED -> Set.of(EventType.STOCK_RESERVED);
      case PAYMENT_SKIPPED -> Set.of(EventType.STOCK_REJECTED, EventType.STOCK_RESERVED);
      case ORDER_DISPATCHED -> Set.of(EventType.PAYMENT_CONFIRMED);
      case ORDER_COMPENSATED -> Set.of(EventType.PAYMENT_DECLINED, EventType.PAYMENT_SKIPPED);
      case CUSTOMER_NOTIFIED ->
          Set.of(
              EventType.PAYMENT_CONFIRMED,
              EventType.PAYMENT_DECLINED,
              EventType.PAYMENT_SKIPPED,
              EventType.ORDER_DISPATCHED,
              EventType.ORDER_COMPENSATED);
      case UNKNOWN, ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> Set.of();
    };
  }

  private boolean follows(Seen event) {
    Set<EventType> allowed = causesOf(event.type());
    if (allowed.isEmpty()) {
      return true;
    }
    Place place = event.causePlace();
    if (place == null) {
      return false;
    }
    for (Seen cause : byPlace.getOrDefault(place, List.of())) {
      if (cause.id().equals(event.cause())) {
        boolean skippedOnStock =
            event.type() == EventType.PAYMENT_SKIPPED && cause.type() == EventType.STOCK_RESERVED;
        return allowed.contains(cause.type())
            && cause.order() == event.order()
            && cause.revision() <= event.revision()
            && (!skippedOnStock || cancelled.contains(event.order()));
      }
    }
    return false;
  }

  private void countSecondOutcomes(Topology.Stage stage) {
    Set<UUID> answered = new HashSet<>();
    for (Seen event : run.events) {
      boolean outcome = stage.outcomes().contains(event.type()) && event.revision() == 0;
      if (outcome && run.firstById.containsKey(event.cause()) && !answered.add(event.cause())) {
        impossible++;
      }
    }
  }

  /** Outcomes that a correction made twice, and those that it turned into others. */
  private void countBadRevisions(Topology.Stage stage) {
    Map<UUID, List<Seen>> made = new HashMap<>();
    for (Seen event : run.events) {
      if (stage.outcomes().contains(event.type()) && run.firstById.containsKey(event.cause())) {
        UUID cause = run.revisions.first(event.cause());
        made.computeIfAbsent(cause, c -> new ArrayList<>()).add(event);
      }
    }
    for (List<Seen> ofOne : made.values()) {
      Set<Integer> revisions = new HashSet<>();
      for (Seen event : ofOne) {
        if (event.revision() > 0) {
          impossible += revisions.add(event.revision()) ? 0 : 1;
          impossible += ofOne.stream().anyMatch(other -> contradicts(event, other)) ? 1 : 0;
        }
      }
    }
  }

  private static boolean contradicts(Seen event, Seen earlier) {
    return earlier.revision() < event.revision() && earlier.type() != event.type();
  }

  private void countOvertaking(SharedKeys shared) {
    Map<Sent, Long> keys = new HashMap<>();
    for (Send send : run.sends) {
      keys.putIfAbsent(new Sent(send.orderNumber(), send.type()), send.key());
    }
    List<Seen> byOffset = new ArrayList<>(run.events);
    byOffset.sort(Comparator.comparingLong(s -> s.record().offset()));
    Map<List<Object>, Integer> highest = new HashMap<>();
    for (Seen event : byOffset) {
      EventType sent = event.isIntake() ? event.type() : EventType.ORDER_PLACED;
      Long key = keys.get(new Sent(event.order(), sent));
      int sequence = event.record().keySequence();
      if (key != null && sequence >= 0 && !event.replayed()) {
        List<Object> lane = List.of(event.topic(), event.record().partition(), kind(event), key);
        if (run.frame.sharedKeys.contains(key)) {
          shared.add(lane, event.record().offset(), sequence);
          continue;
        }
        int before = highest.getOrDefault(lane, -1);
        disordered += sequence < before ? 1 : 0;
        highest.put(lane, Math.max(before, sequence));
      }
    }
  }

  /** Events of one kind answer the same kind of input. */
  private static String kind(Seen event) {
    return switch (event.type()) {
      case ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> "intake";
      case STOCK_RESERVED, STOCK_REJECTED -> "stock";
      case STOCK_RELEASED -> "release";
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED -> "payment";
      case ORDER_DISPATCHED, ORDER_COMPENSATED -> "end";
      case CUSTOMER_NOTIFIED -> "notified of " + event.record().causeTopic();
      case UNKNOWN -> "unknown";
    };
  }
}
