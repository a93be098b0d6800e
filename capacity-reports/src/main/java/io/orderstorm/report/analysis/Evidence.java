package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.expectation.ValidityLimits;
import io.orderstorm.report.folder.CarriedHeaders;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.HeaderLog;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.folder.SumCheck;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.RecordKind;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.record.StoreSnapshot;
import io.orderstorm.report.result.CpuCost;
import io.orderstorm.report.result.Series;
import io.orderstorm.report.scan.EffectScan;
import io.orderstorm.report.scan.ObservationScan;
import io.orderstorm.report.scan.OrderRanges;
import io.orderstorm.report.scan.OutcomeScan;
import io.orderstorm.report.scan.RecordScan;
import io.orderstorm.report.scan.SendScan;
import io.orderstorm.report.scan.StageScan;
import io.orderstorm.report.scan.StoreEffectScan;
import io.orderstorm.report.scan.StoreOrderScan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the raw records say: of every order a few bytes in {@link OrderColumns}, of those
 * that are not {@link Ordinary} all records in a {@link CaseFile}. Each file is read once for the
 * columns; what needs times and positions of all records is read again, by its own class.
 */
final class Evidence {

  final OrderColumns columns = new OrderColumns();
  final PromiseScan promises = new PromiseScan(columns);
  final CarriedEvents carried = new CarriedEvents();
  final List<Injection> injections = new ArrayList<>();
  final Set<Position> injectedPositions = new HashSet<>();
  final List<String> missing = new ArrayList<>();
  final Map<String, Integer> truncated = new LinkedHashMap<>();
  final List<TopicFile> topics = new ArrayList<>();
  final TopicNumbers topicNumbers = new TopicNumbers();
  final List<RunEvent> log;
  final List<FaultWindow> faults;
  final ObserverWatch observer;
  final CaseFile cases;
  final Clock clock;
  final StoreSnapshots snapshots = new StoreSnapshots();
  final ConsumerSide consumers;

  private final RunFolder folder;
  private final Topology pipeline;
  private final CompletableFuture<SumCheck> sums;
  private final BitSet followUps = new BitSet();
  private final Map<Path, OrderRanges> ranges = new HashMap<>();
  private final Places apart = new Places();
  private final Places injectedCauses = new Places();
  private @Nullable OrderLog orderLog;

  private Evidence(RunFolder folder, Expectations expectations, BitSet asked) {
    this.folder = folder;
    this.pipeline = expectations.pipeline();
    this.sums = CompletableFuture.supplyAsync(folder::verify);
    this.log = readLog();
    this.faults = Faults.of(log, expectations.faults());
    readJournal();
    readInjections();
    this.observer = watch(expectations);
    readObservations();
    long warmFrom = warmupEnd(expectations);
    var reading =
        CompletableFuture.supplyAsync(
            () -> ConsumerSide.read(folder, pipeline, List.copyOf(topics), warmFrom));
    readSnapshots();
    readEffects();
    readStore();
    this.consumers = consumers(reading);
    BitSet suspects = suspects();
    suspects.or(asked);
    this.cases = caseFile(suspects);
    noteApart();
    this.clock = Clock.of(this, expectations);
  }

  static Evidence read(RunFolder folder, Expectations expectations) {
    return read(folder, expectations, new BitSet());
  }

  /** As {@link #read(RunFolder, Expectations)}; the given orders are looked at by their records. */
  static Evidence read(RunFolder folder, Expectations expectations, BitSet orders) {
    return new Evidence(folder, expectations, orders);
  }

  SumCheck sums() {
    return sums.join();
  }

  /** One more than the highest order number of journal and topics. */
  int orders() {
    return Math.max(columns.orders(), cases.events.maxOrder() + 1);
  }

  /**
   * Whether a record of a topic is an event of its own: no message fault put it there, and its
   * event id was not seen before.
   */
  boolean isCanonical(TopicFile topic, int partition, long offset) {
    return !apart.contains(topic.number, partition, offset);
  }

  /** Whether an event was seen that names an injected record as its cause. */
  boolean isCause(Position injected) {
    int topic = topicNumbers.number(injected.topic());
    return injectedCauses.contains(topic, injected.partition(), injected.offset());
  }

  /** The records of the cases, and those of more orders. */
  CaseFile casesWith(BitSet more) {
    BitSet all = cases.numbers();
    all.or(more);
    return all.equals(cases.numbers()) ? cases : caseFile(all);
  }

  /** The file of a topic; null if it was not observed. */
  @Nullable TopicFile topic(String name) {
    return topics.stream().filter(t -> t.name.equals(name)).findFirst().orElse(null);
  }

  RunFolder folder() {
    return folder;
  }

  StageLog stage(String group) {
    return consumers.stages.getOrDefault(group, new StageLog());
  }

  /** How long a stage takes for an event; null for what is no stage. */
  @Nullable HandlingTimes handling(String stage) {
    return consumers.handlings.get(stage);
  }

  PollWatch poll(String group) {
    PollWatch poll = consumers.polls.get(group);
    if (poll == null) {
      throw new IllegalArgumentException("no stage has the group '" + group + "'");
    }
    return poll;
  }

  OrderLog orderLog() {
    OrderLog known = orderLog;
    if (known == null) {
      known = new OrderLog(topic(OrderLog.TOPIC), cases.journal);
      orderLog = known;
    }
    return known;
  }

  /** Reads what each generator meant to send once more. */
  void forEachSendFile(Consumer<SendScan> consumer) {
    folder.generators().forEach(g -> scanAgain(folder.sends(g), SendScan::new, consumer));
  }

  /** Reads how each generator's sends ended once more. */
  void forEachOutcomeFile(Consumer<OutcomeScan> consumer) {
    folder.generators().forEach(g -> scanAgain(folder.outcomes(g), OutcomeScan::new, consumer));
  }

  private static <S extends RecordScan> void scanAgain(
      Path file, Function<Path, S> open, Consumer<S> consumer) {
    if (Files.exists(file)) {
      try (S scan = open.apply(file)) {
        consumer.accept(scan);
      }
    }
  }

  /** Reads each file of a stage's records once more; the columns keep only its commits. */
  void forEachStageFile(Topology.Stage stage, Consumer<StageScan> consumer) {
    folder.stageFiles(stage.name()).forEach(f -> scanAgain(f, StageScan::new, consumer));
  }

  /** Reads a stage's records of some orders. */
  void forEachStageRecord(
      Topology.Stage stage, LongPredicate orders, Consumer<StageRecord> consumer) {
    for (Path file : folder.stageFiles(stage.name())) {
      RecordReader.forEachOf(file, StageRecord.KIND, orders, consumer);
    }
  }

  /** How long the generator or the observer stood still for the collection of garbage. */
  GcUse gc(Clock of) {
    return GcUse.of(folder, of);
  }

  /** How full the machine was kept. */
  CpuCost cpuCost(Clock clock, Series series) {
    return CpuCosts.of(folder, clock, series);
  }

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
    for (String generator : generators) {
      scan(folder.sends(generator), SendScan::new, promises::read);
      scan(folder.outcomes(generator), OutcomeScan::new, promises::read);
    }
    followUps.or(promises.followUps());
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

  private ObserverWatch watch(Expectations expectations) {
    ValidityLimits limits = expectations.limits();
    BrokerAbsence absence = new BrokerAbsence(faults, limits.settle().toNanos());
    return new ObserverWatch(
        Clock.loadStart(this), warmupEnd(expectations), limits.slip().toNanos(), absence);
  }

  private long warmupEnd(Expectations expectations) {
    return Clock.loadStart(this) + expectations.load().warmup().toNanos();
  }

  private void readObservations() {
    for (String topic : pipeline.topics()) {
      if (!Files.exists(folder.observations(topic))) {
        missing.add("observations/" + topic + ".bin");
      }
    }
    for (String topic : folder.observedTopics()) {
      TopicRole role = TopicRole.of(topic);
      Path file = folder.observations(topic);
      if (role.kind() == TopicRole.Kind.MAIN) {
        topics.add(new TopicFile(topic, topicNumbers.number(topic), file));
      } else {
        Map<Long, CarriedHeaders> headers = headers(topic);
        require(
            file,
            Observation.KIND,
            seen -> carried.add(role, seen, headers.get(key(seen.partition(), seen.offset()))));
      }
    }
    readTopics();
  }

  private void readTopics() {
    Places injected = new Places();
    injectedPositions.forEach(
        p -> injected.add(topicNumbers.number(p.topic()), p.partition(), p.offset()));
    SightingScan sightings =
        new SightingScan(columns, observer, topicNumbers, injected, injectedCauses);
    List<TopicFile> inOrder = new ArrayList<>(topics);
    inOrder.sort(Comparator.comparingInt(t -> SightingScan.rank(t.name)));
    for (TopicFile topic : inOrder) {
      scan(topic.path(), ObservationScan::new, scan -> sightings.read(topic, scan));
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
    EffectScans effects = new EffectScans(columns, snapshots);
    for (String service : folder.services()) {
      scan(folder.effects(service), EffectScan::new, effects::read);
    }
  }

  private ConsumerSide consumers(CompletableFuture<ConsumerSide> reading) {
    ConsumerSide read;
    try {
      read = reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    missing.addAll(read.missing);
    read.truncated.forEach((file, bytes) -> truncated.put(name(file), bytes));
    return read;
  }

  private void readSnapshots() {
    readIfPresent(folder.storeSnapshots(), StoreSnapshot.KIND, snapshots::add);
    snapshots.seal();
  }

  private void readStore() {
    EffectScans effects = new EffectScans(columns, snapshots);
    scan(folder.storeEffects(), StoreEffectScan::new, effects::read);
    scan(folder.storeOrders(), StoreOrderScan::new, effects::read);
  }

  /** The orders that are not ordinary, and those that have a dead letter. */
  private BitSet suspects() {
    for (CarriedEvents.Carried dead : carried.deadLetters()) {
      if (dead.orderNumber() >= 0) {
        columns.marks.add(Math.toIntExact(dead.orderNumber()), Mark.SUSPECT);
      }
    }
    BitSet suspects = new BitSet();
    Marks marks = columns.marks;
    for (int order = marks.skipTo(0); order < marks.end(); order = marks.skipTo(order + 1)) {
      int of = marks.get(order);
      if (of != 0 && !Ordinary.is(of, columns.balances.get(order))) {
        suspects.set(order);
      }
    }
    return suspects;
  }

  private CaseFile caseFile(BitSet orders) {
    CaseFile file =
        CaseFile.of(folder, ranges, orders, followUps, topics, injectedPositions, carried);
    file.numbers().stream().forEach(order -> columns.marks.add(order, Mark.SUSPECT));
    return file;
  }

  private void noteApart() {
    EventTable events = cases.events;
    for (int row = 0; row < events.rows(); row++) {
      if (!events.isCanonical(row)) {
        int topic = topicNumbers.number(events.topic(row));
        apart.add(topic, events.partition(row), events.offset(row));
      }
    }
  }

  /** Reads a file that should be there, and notes it if it is not or ends within a record. */
  private <S extends RecordScan> void scan(
      Path file, Function<Path, S> open, Consumer<S> consumer) {
    if (!Files.exists(file)) {
      missing.add(name(file));
      return;
    }
    try (S scan = open.apply(file)) {
      scan.noteOrders(ranges.computeIfAbsent(file, f -> new OrderRanges()));
      consumer.accept(scan);
      if (scan.truncatedBytes() > 0) {
        truncated.put(name(file), scan.truncatedBytes());
      }
    }
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
