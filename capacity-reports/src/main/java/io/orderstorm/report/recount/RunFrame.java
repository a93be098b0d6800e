package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.CarriedHeaders;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.HeaderLog;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StageRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run folder says that is no matter of single orders, or concerns few of them. */
final class RunFrame {

  final RunFolder folder;
  final List<RunEvent> log = new ArrayList<>();
  final List<Injection> injections = new ArrayList<>();
  final List<Carried> retries = new ArrayList<>();
  final List<Carried> deadLetters = new ArrayList<>();

  /** Where the records of orders lie. */
  final Extents extents = new Extents();

  /** Keys that several orders share. */
  final Set<Long> sharedKeys = new HashSet<>();

  long placedSends;
  long mostPlaced = -1;
  private long firstIntended = Long.MAX_VALUE;
  private final Map<String, Map<Place, Long>> committed = new HashMap<>();
  private final Map<String, Map<StageRecord.Event, Long>> happened = new HashMap<>();

  /** By stage, what its consumers were given. */
  final Map<String, DeliveryCount> deliveries = new HashMap<>();

  private final Map<Integer, Long> highestPlaced = new HashMap<>();

  RunFrame(RunFolder folder, Topology pipeline) {
    this.folder = folder;
    if (Files.exists(folder.events())) {
      log.addAll(EventLog.read(folder.events()));
    }
    for (String generator : folder.generators()) {
      RecordReader.forEachIfPresent(folder.sends(generator), Send.KIND, this::note);
    }
    RecordReader.forEachIfPresent(folder.injected(), Injection.KIND, injections::add);
    for (String topic : folder.observedTopics()) {
      if (isCarrying(topic)) {
        readCarried(topic);
      }
    }
    RecordReader.forEachIfPresent(
        folder.observations("orders"),
        Observation.KIND,
        seen -> highestPlaced.merge(seen.partition(), seen.offset(), Math::max));
    pipeline.stages().forEach(this::readCommits);
  }

  private void note(Send send) {
    firstIntended = Math.min(firstIntended, send.intendedNanos());
    if (send.type() == EventType.ORDER_PLACED) {
      placedSends++;
      mostPlaced = Math.max(mostPlaced, send.orderNumber());
      if (send.keySequence() > 0) {
        sharedKeys.add(send.key());
      }
    }
  }

  /** Whether a topic is a retry or dead-letter topic: {@code <topic>.<group>.dlq}. */
  static boolean isCarrying(String topic) {
    return topic.matches(".*\\..*\\.(retry|dlq)");
  }

  private void readCarried(String topic) {
    String stem = topic.substring(0, topic.lastIndexOf('.'));
    String base = stem.substring(0, stem.lastIndexOf('.'));
    String group = stem.substring(stem.lastIndexOf('.') + 1);
    Map<Place, Map<String, String>> headers = headers(topic);
    RecordReader.forEach(
        folder.observations(topic),
        Observation.KIND,
        record -> {
          Place place = new Place(topic, record.partition(), record.offset());
          Place origin = origin(base, headers.getOrDefault(place, Map.of()));
          (topic.endsWith(".retry") ? retries : deadLetters)
              .add(new Carried(group, place, origin, record));
        });
  }

  private Map<Place, Map<String, String>> headers(String topic) {
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

  private void readCommits(Topology.Stage stage) {
    Map<Place, Long> of = committed.computeIfAbsent(stage.group(), g -> new HashMap<>());
    var counts =
        happened.computeIfAbsent(stage.name(), s -> new EnumMap<>(StageRecord.Event.class));
    DeliveryCount given = deliveries.computeIfAbsent(stage.name(), s -> new DeliveryCount(stage));
    List<Path> files = folder.stageFiles(stage.name());
    for (int process = 0; process < files.size(); process++) {
      int number = process;
      RecordReader.forEach(
          files.get(process),
          StageRecord.KIND,
          record -> {
            String topic = record.topic();
            given.add(number, record);
            counts.merge(record.event(), 1L, Long::sum);
            if (record.event() == StageRecord.Event.COMMITTED && topic != null) {
              of.merge(new Place(topic, record.partition(), 0), record.offset(), Math::max);
            }
          });
    }
  }

  /** How often something happened in a stage. */
  long count(Topology.Stage stage, StageRecord.Event event) {
    return happened.getOrDefault(stage.name(), Map.of()).getOrDefault(event, 0L);
  }

  /** Whether a group's commits have gone past a place. */
  boolean committedPast(String group, Place place) {
    Place partition = new Place(place.topic(), place.partition(), 0);
    return committed.getOrDefault(group, Map.of()).getOrDefault(partition, 0L) > place.offset();
  }

  /** Whether the log of the orders was seen to reach the place that a producer was told. */
  boolean wentPast(Outcome outcome) {
    return outcome.offset() >= 0
        && highestPlaced.getOrDefault(outcome.partition(), -1L) >= outcome.offset();
  }

  /** Those of some places that an event of the pipeline's topics names as its cause's. */
  Set<Place> causes(Set<Place> among) {
    Set<Place> named = new HashSet<>();
    if (among.isEmpty()) {
      return named;
    }
    for (String topic : folder.observedTopics()) {
      if (!isCarrying(topic)) {
        RecordReader.forEach(
            folder.observations(topic),
            Observation.KIND,
            record -> {
              Place cause = new Seen(topic, record).causePlace();
              if (cause != null && among.contains(cause)) {
                named.add(cause);
              }
            });
      }
    }
    return named;
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

  long firstIntended() {
    return firstIntended == Long.MAX_VALUE ? 0 : firstIntended;
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
