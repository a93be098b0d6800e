package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.CarriedHeaders;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.HeaderLog;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.folder.SumCheck;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.RecordKind;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Everything that the raw records say, read once into columns. */
final class Evidence {

  final Journal journal = new Journal();
  final EventTable events = new EventTable();
  final CarriedEvents carried = new CarriedEvents();
  final EffectTable performed = new EffectTable();
  final EffectTable stored = new EffectTable();
  final StoreStates store = new StoreStates();
  final Map<String, StageLog> stages = new LinkedHashMap<>();
  final List<Injection> injections = new ArrayList<>();
  final Set<Position> injectedPositions = new HashSet<>();
  final List<String> missing = new ArrayList<>();
  final Map<String, Integer> truncated = new LinkedHashMap<>();
  final SumCheck sums;
  final List<RunEvent> log;

  private final RunFolder folder;
  private final Topology pipeline;
  private final OrderLog orderLog;

  private Evidence(RunFolder folder, Expectations expectations) {
    this.folder = folder;
    this.pipeline = expectations.pipeline();
    CompletableFuture<SumCheck> sumCheck = CompletableFuture.supplyAsync(folder::verify);
    this.log = readLog();
    readJournal();
    readInjections();
    readObservations();
    readEffects();
    readStages();
    readStore();
    events.index(injectedPositions);
    orderLog = new OrderLog(events);
    int orders = orders();
    performed.group(orders);
    stored.group(orders);
    this.sums = sumCheck.join();
  }

  static Evidence read(RunFolder folder, Expectations expectations) {
    return new Evidence(folder, expectations);
  }

  /** One more than the highest order number of journal and topics. */
  int orders() {
    return Math.max(journal.orders(), events.maxOrder() + 1);
  }

  StageLog stage(String group) {
    return stages.getOrDefault(group, new StageLog());
  }

  OrderLog orderLog() {
    return orderLog;
  }

  /** Reads the records of a stage once more; the columns keep only its commits. */
  void forEachStageRecord(String group, Consumer<StageRecord> consumer) {
    for (Topology.Stage stage : pipeline.stages()) {
      if (stage.group().equals(group)) {
        folder
            .stageFiles(stage.name())
            .forEach(file -> RecordReader.forEach(file, StageRecord.KIND, consumer));
      }
    }
  }

  /** What is done with the records of one file. */
  interface StageFile extends Consumer<Consumer<StageRecord>> {}

  /** As {@link #forEachStageRecord}, file by file: each is written by one process. */
  void forEachStageFile(String group, Consumer<StageFile> consumer) {
    for (Topology.Stage stage : pipeline.stages()) {
      if (stage.group().equals(group)) {
        for (Path file : folder.stageFiles(stage.name())) {
          consumer.accept(records -> RecordReader.forEach(file, StageRecord.KIND, records));
        }
      }
    }
  }

  /** How full the machine was kept. */
  CpuUse cpu(Clock clock) {
    return CpuUse.of(folder, clock);
  }

  Topology pipeline() {
    return pipeline;
  }

  private List<RunEvent> readLog() {
    if (!Files.exists(folder.events())) {
      missing.add("events.jsonl");
      return List.of();
    }
    return EventLog.read(folder.events());
  }

  private void readJournal() {
    List<String> generators = folder.generators();
    if (generators.isEmpty()) {
      missing.add("journal/*.sends.bin");
    }
    for (int g = 0; g < generators.size(); g++) {
      int index = g;
      require(folder.sends(generators.get(g)), Send.KIND, send -> journal.add(send, index));
      require(folder.outcomes(generators.get(g)), Outcome.KIND, journal::add);
    }
  }

  private void readInjections() {
    readIfPresent(
        folder.injected(),
        Injection.KIND,
        injection -> {
          injections.add(injection);
          if (injection.offset() >= 0) {
            injectedPositions.add(
                new Position(injection.topic(), injection.partition(), injection.offset()));
          }
        });
  }

  private void readObservations() {
    for (String topic : pipeline.topics()) {
      if (!Files.exists(folder.observations(topic))) {
        missing.add("observations/" + topic + ".bin");
      }
    }
    for (String topic : folder.observedTopics()) {
      TopicRole role = TopicRole.of(topic);
      if (role.kind() == TopicRole.Kind.MAIN) {
        require(folder.observations(topic), Observation.KIND, seen -> events.add(topic, seen));
      } else {
        Map<Long, CarriedHeaders> headers = headers(topic);
        require(
            folder.observations(topic),
            Observation.KIND,
            seen -> carried.add(role, seen, headers.get(key(seen.partition(), seen.offset()))));
      }
    }
  }

  private Map<Long, CarriedHeaders> headers(String topic) {
    Map<Long, CarriedHeaders> byPosition = new HashMap<>();
    if (Files.exists(folder.headers(topic))) {
      HeaderLog.read(folder.headers(topic))
          .forEach(record -> byPosition.put(key(record.partition(), record.offset()), record));
    }
    return byPosition;
  }

  private static long key(int partition, long offset) {
    return ((long) partition << 40) | offset;
  }

  private void readEffects() {
    for (Topology.Stage stage : pipeline.stages()) {
      if (!folder.services().contains(stage.service())) {
        missing.add("effects/" + stage.service() + ".bin");
      }
    }
    for (String service : folder.services()) {
      require(
          folder.effects(service),
          Effect.KIND,
          effect -> {
            if (effect.performed()) {
              performed.add(
                  effect.orderNumber(),
                  effect.effect(),
                  effect.causeId(),
                  effect.finishedNanos(),
                  effect.replay());
            }
          });
    }
  }

  private void readStages() {
    for (Topology.Stage stage : pipeline.stages()) {
      StageLog stageLog = new StageLog();
      List<Path> files = folder.stageFiles(stage.name());
      if (files.isEmpty()) {
        missing.add("stages/" + stage.name() + ".bin");
      }
      files.forEach(file -> require(file, StageRecord.KIND, stageLog::add));
      stages.put(stage.group(), stageLog);
    }
  }

  private void readStore() {
    require(
        folder.storeEffects(),
        StoreEffect.KIND,
        e -> stored.add(e.orderNumber(), e.effect(), e.causeId(), e.committedNanos(), e.replay()));
    require(folder.storeOrders(), StoreOrder.KIND, store::add);
  }

  private <T> void require(Path file, RecordKind<T> kind, Consumer<? super T> consumer) {
    if (Files.exists(file)) {
      readIfPresent(file, kind, consumer);
    } else {
      missing.add(name(file));
    }
  }

  private <T> void readIfPresent(Path file, RecordKind<T> kind, Consumer<? super T> consumer) {
    int cut = RecordReader.forEachIfPresent(file, kind, consumer);
    if (cut > 0) {
      truncated.put(name(file), cut);
    }
  }

  private String name(Path file) {
    return folder.root().relativize(file).toString().replace('\\', '/');
  }
}
