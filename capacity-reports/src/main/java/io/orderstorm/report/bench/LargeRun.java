package io.orderstorm.report.bench;

import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;

/**
 * Writes the folder of a clean run at a constant rate: every order is placed, reserved, paid,
 * dispatched and notified of twice, by servers that answer after a random while.
 */
final class LargeRun {

  private static final long START = 1_795_000_000_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final int COMMIT_EVERY = 100;
  private static final List<String> TOPICS =
      List.of("orders", "inventory", "payments", "fulfilment", "notifications");

  /** An event's kind and the stage that answers it. */
  private record Step(
      EventType type,
      String topic,
      String causeTopic,
      EventType cause,
      EffectType effect,
      String service,
      String stage) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(
              EventType.STOCK_RESERVED,
              "inventory",
              "orders",
              EventType.ORDER_PLACED,
              EffectType.RESERVE,
              "inventory-service",
              "inventory"),
          new Step(
              EventType.PAYMENT_CONFIRMED,
              "payments",
              "inventory",
              EventType.STOCK_RESERVED,
              EffectType.CHARGE,
              "payment-provider",
              "payment"),
          new Step(
              EventType.ORDER_DISPATCHED,
              "fulfilment",
              "payments",
              EventType.PAYMENT_CONFIRMED,
              EffectType.DISPATCH,
              "warehouse",
              "fulfilment"),
          new Step(
              EventType.CUSTOMER_NOTIFIED,
              "notifications",
              "payments",
              EventType.PAYMENT_CONFIRMED,
              EffectType.NOTIFY,
              "email-gateway",
              "notification"),
          new Step(
              EventType.CUSTOMER_NOTIFIED,
              "notifications",
              "fulfilment",
              EventType.ORDER_DISPATCHED,
              EffectType.NOTIFY,
              "email-gateway",
              "notification"));

  /** The inventory stage reads what becomes of orders, and ignores those that are dispatched. */
  private static final Step IGNORED =
      new Step(
          EventType.UNKNOWN,
          "",
          "fulfilment",
          EventType.ORDER_DISPATCHED,
          EffectType.RELEASE,
          "inventory-service",
          "inventory");

  private static final List<Step> DELIVERED =
      Stream.concat(STEPS.stream(), Stream.of(IGNORED)).toList();

  private final RunFolder folder;
  private final int orders;
  private final double rate;
  private final int partitions;

  LargeRun(RunFolder folder, int orders, double rate, int partitions) {
    this.folder = folder;
    this.orders = orders;
    this.rate = rate;
    this.partitions = partitions;
  }

  LoadShape load() {
    return LoadShape.constant(rate, duration(), Duration.ZERO);
  }

  private Duration duration() {
    return Duration.ofNanos(Math.round(orders / rate * 1e9));
  }

  /** Writes and seals the folder. */
  void write() {
    journal();
    placed();
    effects();
    events();
    stages();
    store();
    log();
    folder.seal();
  }

  private long intended(int order) {
    return START + Math.round(order / rate * 1e9);
  }

  /**
   * When the observer had an order's event: it polls about once a millisecond and gives all that it
   * was handed then one time, so its records are in the order of their times. Steps count from 0,
   * the placed event.
   */
  private long time(int order, int step) {
    long poll = (intended(order) - START) / MS;
    long late = new SplittableRandom(poll * 31 + step).nextLong(MS * 9 / 10);
    return START + (poll + 1) * MS + (step + 1L) * 4 * MS + late;
  }

  /** Does something for some steps of all orders, in the order of their times. */
  private void inOrder(List<Step> steps, ObjIntConsumer<Step> action) {
    int[] next = new int[steps.size()];
    while (true) {
      int first = -1;
      for (int i = 0; i < next.length; i++) {
        boolean left = next[i] < orders;
        if (left && (first < 0 || at(steps, i, next) < at(steps, first, next))) {
          first = i;
        }
      }
      if (first < 0) {
        return;
      }
      action.accept(steps.get(first), next[first]++);
    }
  }

  private long at(List<Step> steps, int step, int[] next) {
    return time(next[step], number(steps.get(step)));
  }

  /** The number of a step among all, from 1; 0 is the placed event. */
  private static int number(Step step) {
    return DELIVERED.indexOf(step) + 1;
  }

  private static UUID id(int order, EventType type, EventType cause) {
    SplittableRandom random =
        new SplittableRandom(order * 65_537L + type.code() * 251L + cause.code());
    return new UUID(random.nextLong(), random.nextLong());
  }

  private int partition(int order) {
    return order % partitions;
  }

  private long offset(int order) {
    return order / partitions;
  }

  private void journal() {
    try (var sends = RecordWriter.create(folder.sends("generator-1"), Send.KIND);
        var outcomes =
            RecordWriter.create(
                folder.outcomes("generator-1"), Outcome.KIND, Outcome.header(List.of()))) {
      for (int order = 0; order < orders; order++) {
        long due = intended(order);
        sends.append(
            new Send(
                order, EventType.ORDER_PLACED, order, 0, due, due + 1000, due + 3000, 999, "EUR"));
        outcomes.append(
            new Outcome(
                order,
                EventType.ORDER_PLACED,
                time(order, 0),
                Outcome.Result.ACKNOWLEDGED,
                partition(order),
                offset(order),
                Outcome.NO_ERROR));
      }
    }
  }

  private void placed() {
    try (var writer =
        RecordWriter.create(
            folder.observations("orders"),
            Observation.KIND,
            Observation.header("orders", TOPICS))) {
      for (int order = 0; order < orders; order++) {
        UUID id = id(order, EventType.ORDER_PLACED, EventType.UNKNOWN);
        writer.append(
            seen(order, 0, EventType.ORDER_PLACED, offset(order), id, Observation.NO_ID, null, -1));
      }
    }
  }

  private Observation seen(
      int order,
      int step,
      EventType type,
      long offset,
      UUID id,
      UUID cause,
      @org.jspecify.annotations.Nullable String causeTopic,
      long causeOffset) {
    long time = time(order, step);
    return new Observation(
        partition(order),
        offset,
        time / MS,
        time,
        order,
        type,
        0,
        0,
        0,
        id,
        cause,
        causeTopic,
        causeTopic == null ? -1 : partition(order),
        causeOffset);
  }

  private static UUID causeOf(int order, Step step) {
    return switch (step.cause()) {
      case ORDER_PLACED -> id(order, EventType.ORDER_PLACED, EventType.UNKNOWN);
      case STOCK_RESERVED -> id(order, EventType.STOCK_RESERVED, EventType.ORDER_PLACED);
      case PAYMENT_CONFIRMED -> id(order, EventType.PAYMENT_CONFIRMED, EventType.STOCK_RESERVED);
      default -> id(order, EventType.ORDER_DISPATCHED, EventType.PAYMENT_CONFIRMED);
    };
  }

  private void events() {
    for (String topic : TOPICS.subList(1, TOPICS.size())) {
      List<Step> steps = STEPS.stream().filter(s -> s.topic().equals(topic)).toList();
      long[] offsets = new long[partitions];
      try (var writer =
          RecordWriter.create(
              folder.observations(topic), Observation.KIND, Observation.header(topic, TOPICS))) {
        inOrder(
            steps,
            (step, order) ->
                writer.append(
                    seen(
                        order,
                        number(step),
                        step.type(),
                        offsets[partition(order)]++,
                        id(order, step.type(), step.cause()),
                        causeOf(order, step),
                        step.causeTopic(),
                        offset(order))));
      }
    }
  }

  private void effects() {
    for (String service : STEPS.stream().map(Step::service).distinct().toList()) {
      List<Step> steps = STEPS.stream().filter(s -> s.service().equals(service)).toList();
      try (var writer = RecordWriter.create(folder.effects(service), Effect.KIND)) {
        inOrder(steps, (step, order) -> writer.append(effect(order, step)));
      }
    }
  }

  private Effect effect(int order, Step step) {
    long time = time(order, number(step)) - MS;
    UUID cause = causeOf(order, step);
    return new Effect(time - MS, time, order, step.effect(), cause, cause, true, 0);
  }

  private void stages() {
    for (String stage : DELIVERED.stream().map(Step::stage).distinct().toList()) {
      List<Step> steps = DELIVERED.stream().filter(s -> s.stage().equals(stage)).toList();
      try (var writer =
          RecordWriter.create(
              folder.stage(stage), StageRecord.KIND, StageRecord.header(stage, TOPICS))) {
        inOrder(steps, (step, order) -> handle(writer, order, step));
      }
    }
  }

  private void handle(RecordWriter<StageRecord> writer, int order, Step step) {
    String topic = step.causeTopic();
    long time = time(order, number(step));
    int partition = partition(order);
    long offset = offset(order);
    writer.append(
        new StageRecord(
            time - 3 * MS, StageRecord.Event.DELIVERED, 0, topic, partition, offset, order, 0, 0));
    if (!step.equals(IGNORED)) {
      writer.append(
          new StageRecord(
              time - MS,
              StageRecord.Event.ATTEMPT_SUCCEEDED,
              0,
              topic,
              partition,
              offset,
              order,
              1,
              200));
    }
    boolean last = order + partitions >= orders;
    if (offset % COMMIT_EVERY == COMMIT_EVERY - 1 || last) {
      writer.append(
          new StageRecord(
              time + MS, StageRecord.Event.COMMITTED, 0, topic, partition, offset + 1, -1, 0, 0));
    }
  }

  private void store() {
    try (var effects = RecordWriter.create(folder.storeEffects(), StoreEffect.KIND);
        var states = RecordWriter.create(folder.storeOrders(), StoreOrder.KIND)) {
      for (int order = 0; order < orders; order++) {
        for (Step step : STEPS) {
          effects.append(
              new StoreEffect(
                  order,
                  step.effect(),
                  causeOf(order, step),
                  id(order, step.type(), step.cause()),
                  time(order, number(step)) - MS / 2,
                  0));
        }
        states.append(new StoreOrder(order, true, false, true, true, false, false));
      }
    }
  }

  /** What was played, as {@code report} and {@code verify} read it. */
  private String scenario() {
    return String.format(
        Locale.ROOT,
        """
        scenario: ledger-bench
        title: A large run
        question: How fast is it analysed?
        owner: bench
        seed: 1
        pipeline:
          brokers: 1
          topics: { partitions: %d, replication: 1 }
        load:
          - hold: { rate: %.0f/s, for: %dms }
        warmup: 0s
        quiet: 30s
        objectives:
          correctness: strict
          dead-letters: exact
        """,
        partitions,
        rate,
        duration().toMillis());
  }

  private void log() {
    long end = START + duration().toNanos();
    try (EventLog log = EventLog.open(folder.events())) {
      log.append(RunEvent.of(START, RunEvent.LOAD_STARTED));
      log.append(RunEvent.of(end, RunEvent.LOAD_ENDED));
      log.append(RunEvent.of(end + 1000 * MS, RunEvent.QUIET).with("quiet", true));
      for (String process : List.of("generator", "observer")) {
        log.append(
            RunEvent.of(end + 1000 * MS, RunEvent.HICCUP)
                .with("process", process)
                .with("p99Ms", 1.0)
                .with("maxMs", 5.0));
      }
      Files.writeString(folder.scenario(), scenario());
      Files.writeString(folder.environment(), "{}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
