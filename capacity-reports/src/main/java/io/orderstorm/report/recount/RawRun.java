package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.CarriedHeaders;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.HeaderLog;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All records of a run folder, as they stand there. */
final class RawRun {

  final List<Send> sends = new ArrayList<>();
  final Map<Long, Send> placed = new LinkedHashMap<>();
  final Map<Long, Outcome> outcomes = new HashMap<>();
  final List<Seen> seen = new ArrayList<>();
  final List<Carried> retries = new ArrayList<>();
  final List<Carried> deadLetters = new ArrayList<>();
  final List<Injection> injections = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();
  final List<StoreEffect> stored = new ArrayList<>();
  final Map<Long, StoreOrder> storeOrders = new HashMap<>();
  final List<RunEvent> log = new ArrayList<>();

  /** The records that are no message fault's, first by event id. */
  final Map<UUID, Seen> firstById = new HashMap<>();

  /** What counts: the first of each event id, and records without an id, none of them foreign. */
  final List<Seen> events = new ArrayList<>();

  private final Map<String, Map<Place, Long>> committed = new HashMap<>();
  private final Set<UUID> ids = new HashSet<>();

  RawRun(RunFolder folder, Topology pipeline) {
    if (Files.exists(folder.events())) {
      log.addAll(EventLog.read(folder.events()));
    }
    readJournal(folder);
    RecordReader.forEachIfPresent(folder.injected(), Injection.KIND, injections::add);
    folder.observedTopics().forEach(topic -> readTopic(folder, topic));
    for (String service : folder.services()) {
      RecordReader.forEach(folder.effects(service), Effect.KIND, effects::add);
    }
    RecordReader.forEachIfPresent(folder.storeEffects(), StoreEffect.KIND, stored::add);
    RecordReader.forEachIfPresent(
        folder.storeOrders(), StoreOrder.KIND, o -> storeOrders.put(o.orderNumber(), o));
    for (Topology.Stage stage : pipeline.stages()) {
      readCommits(folder, stage);
    }
    leaveOutForeign();
  }

  private void readJournal(RunFolder folder) {
    for (String generator : folder.generators()) {
      RecordReader.forEachIfPresent(folder.sends(generator), Send.KIND, this::add);
      RecordReader.forEachIfPresent(folder.outcomes(generator), Outcome.KIND, this::add);
    }
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
    }
  }

  private void readTopic(RunFolder folder, String topic) {
    boolean retry = topic.endsWith(".retry");
    boolean dead = topic.endsWith(".dlq");
    Path file = folder.observations(topic);
    if (!retry && !dead) {
      RecordReader.forEach(file, Observation.KIND, record -> seen.add(new Seen(topic, record)));
      return;
    }
    String stem = topic.substring(0, topic.lastIndexOf('.'));
    String base = stem.substring(0, stem.lastIndexOf('.'));
    String group = stem.substring(stem.lastIndexOf('.') + 1);
    Map<Place, Map<String, String>> headers = headers(folder, topic);
    RecordReader.forEach(
        file,
        Observation.KIND,
        record -> {
          Place place = new Place(topic, record.partition(), record.offset());
          Place origin = origin(base, headers.getOrDefault(place, Map.of()));
          (retry ? retries : deadLetters).add(new Carried(group, place, origin, record));
        });
  }

  private static Map<Place, Map<String, String>> headers(RunFolder folder, String topic) {
    Map<Place, Map<String, String>> headers = new HashMap<>();
    if (Files.exists(folder.headers(topic))) {
      for (CarriedHeaders line : HeaderLog.read(folder.headers(topic))) {
        headers.put(new Place(topic, line.partition(), line.offset()), line.headers());
      }
    }
    return headers;
  }

  private static @Nullable Place origin(String base, Map<String, String> headers) {
    String topic = base;
    String partition = "";
    String offset = "";
    for (var header : headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
      topic = name.endsWith("originaltopic") ? header.getValue() : topic;
      partition = name.endsWith("originalpartition") ? header.getValue() : partition;
      offset = name.endsWith("originaloffset") ? header.getValue() : offset;
    }
    boolean known = partition.matches("-?\\d+") && offset.matches("-?\\d+");
    return known ? new Place(topic, Integer.parseInt(partition), Long.parseLong(offset)) : null;
  }

  private void readCommits(RunFolder folder, Topology.Stage stage) {
    Map<Place, Long> of = committed.computeIfAbsent(stage.group(), g -> new HashMap<>());
    for (Path file : folder.stageFiles(stage.name())) {
      RecordReader.forEach(
          file,
          StageRecord.KIND,
          record -> {
            String topic = record.topic();
            if (record.event() == StageRecord.Event.COMMITTED && topic != null) {
              of.merge(new Place(topic, record.partition(), 0), record.offset(), Math::max);
            }
          });
    }
  }

  /** Whether a group's commits have gone past a place. */
  boolean committedPast(String group, Place place) {
    Place partition = new Place(place.topic(), place.partition(), 0);
    return committed.getOrDefault(group, Map.of()).getOrDefault(partition, 0L) > place.offset();
  }

  private void leaveOutForeign() {
    Set<Place> foreign = injectedPlaces();
    Map<Place, Seen> byPlace = new HashMap<>();
    for (Seen record : seen) {
      byPlace.put(record.place(), record);
      if (record.hasId()) {
        ids.add(record.id());
      }
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
      boolean own = !foreign.contains(record.place());
      if (own && (!record.hasId() || firstById.putIfAbsent(record.id(), record) == null)) {
        events.add(record);
      }
    }
  }

  Set<Place> injectedPlaces() {
    Set<Place> places = new HashSet<>();
    for (Injection injection : injections) {
      if (injection.offset() >= 0) {
        places.add(new Place(injection.topic(), injection.partition(), injection.offset()));
      }
    }
    return places;
  }

  /** Whether an event id is known, and only from records that message faults brought about. */
  boolean onlyForeign(UUID id) {
    return ids.contains(id) && !firstById.containsKey(id);
  }

  /** One more than the highest order number that is known. */
  long orders() {
    long most = -1;
    for (long order : placed.keySet()) {
      most = Math.max(most, order);
    }
    for (Seen event : events) {
      most = Math.max(most, event.order());
    }
    return most + 1;
  }

  boolean quiet() {
    return log.stream().anyMatch(e -> e.is(RunEvent.QUIET) && Boolean.TRUE.equals(e.flag("quiet")));
  }

  long first(String type, long otherwise) {
    for (RunEvent event : log) {
      if (event.is(type)) {
        return event.timeNanos();
      }
    }
    return otherwise;
  }
}
