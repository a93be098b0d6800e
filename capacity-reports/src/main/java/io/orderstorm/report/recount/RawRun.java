package io.orderstorm.report.recount;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.RecordKind;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** All records of a share of a run's orders, as they stand in the folder. */
final class RawRun {

  final RunFrame frame;
  final Share share;
  final List<Send> sends = new ArrayList<>();
  final Map<Long, Send> placed = new LinkedHashMap<>();
  final Map<Long, Outcome> outcomes = new HashMap<>();
  final List<Seen> seen = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();
  final List<StoreEffect> stored = new ArrayList<>();
  final Map<Long, StoreOrder> storeOrders = new HashMap<>();

  /** The records that are no message fault's, first by event id. */
  final Map<UUID, Seen> firstById = new HashMap<>();

  /** What counts: the first of each event id, and records without an id, none of them foreign. */
  final List<Seen> events = new ArrayList<>();

  private final Set<UUID> foreignIds = new HashSet<>();

  /** The other outcomes of sends, as they came. */
  final List<Outcome> ofFollowUps = new ArrayList<>();

  /** How many records are those of an event that was there before, but for message faults'. */
  long writtenAgain;

  /** Those of them that the intake wrote, without a replay. */
  long duplicates;

  final Revisions revisions;

  RawRun(RunFrame frame, Share share) {
    this.frame = frame;
    this.share = share;
    RunFolder folder = frame.folder;
    for (String generator : folder.generators()) {
      read(folder.sends(generator), Send.KIND, this::add);
      read(folder.outcomes(generator), Outcome.KIND, this::add);
    }
    for (String topic : folder.observedTopics()) {
      if (!RunFrame.isCarrying(topic)) {
        read(
            folder.observations(topic),
            Observation.KIND,
            record -> seen.add(new Seen(topic, record)));
      }
    }
    for (String service : folder.services()) {
      read(folder.effects(service), Effect.KIND, this::add);
    }
    read(folder.storeEffects(), StoreEffect.KIND, stored::add);
    read(folder.storeOrders(), StoreOrder.KIND, o -> storeOrders.put(o.orderNumber(), o));
    leaveOutForeign();
    revisions = new Revisions(events);
  }

  private <T> void read(Path file, RecordKind<T> kind, Consumer<? super T> consumer) {
    frame.extents.forEach(file, kind, share, consumer);
  }

  private void add(Send send) {
    sends.add(send);
    if (send.type() == EventType.ORDER_PLACED) {
      placed.putIfAbsent(send.orderNumber(), send);
    }
  }

  private void add(Outcome outcome) {
    if (outcome.type() == EventType.ORDER_PLACED) {
      outcomes.putIfAbsent(outcome.orderNumber(), outcome);
    } else {
      ofFollowUps.add(outcome);
    }
  }

  private void add(Effect effect) {
    if (share.counts(effect.orderNumber())) {
      effects.add(effect);
    }
  }

  private void leaveOutForeign() {
    Set<Place> foreign = frame.injectedPlaces();
    Map<Place, Seen> byPlace = new HashMap<>();
    for (Seen record : seen) {
      byPlace.put(record.place(), record);
      if (record.record().injected()) {
        foreign.add(record.place());
      }
    }
    boolean more = !foreign.isEmpty();
    while (more) {
      more = false;
      for (Seen record : seen) {
        Place causePlace = record.causePlace();
        Seen cause = causePlace == null ? null : byPlace.get(causePlace);
        boolean follows =
            cause != null && cause.id().equals(record.cause()) && foreign.contains(causePlace);
        more |= follows && foreign.add(record.place());
      }
    }
    for (Seen record : seen) {
      boolean own = foreign.isEmpty() || !foreign.contains(record.place());
      if (!own && record.hasId()) {
        foreignIds.add(record.id());
      }
      boolean first =
          own && (!record.hasId() || firstById.putIfAbsent(record.id(), record) == null);
      if (first && share.counts(record.order())) {
        events.add(record);
      } else if (own && share.counts(record.order())) {
        writtenAgain++;
        duplicates += record.isIntake() && !record.replayed() ? 1 : 0;
      }
    }
  }

  /** Whether an event id is known, and only from records that message faults brought about. */
  boolean onlyForeign(UUID id) {
    return foreignIds.contains(id) && !firstById.containsKey(id);
  }

  /** One more than the highest order number that is known. */
  long orders() {
    long most = frame.mostPlaced;
    for (Seen event : events) {
      most = Math.max(most, event.order());
    }
    return most + 1;
  }
}
