package io.orderstorm.report.synthetic;

import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.record.StoreOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A run that never happened: a reference pipeline in arithmetic, for tests that plant defects.
 * Stages are FIFO servers with a latency and a top speed that stand still during freezes. After
 * {@link #simulate()} everything lies open and may be altered before it is written by {@link
 * SyntheticFolder}.
 */
public final class SyntheticRun {

  public static final long START = 1_795_000_000_000_000_000L;
  public static final long MS = 1_000_000L;
  public static final long SECOND = 1_000_000_000L;
  public static final int PARTITIONS = 6;

  /** What one order does. */
  public static final class Order {
    public int number;
    public long intended;
    public long sent;
    public long returned;
    public long completed;
    public Outcome.Result result = Outcome.Result.ACKNOWLEDGED;
    public long amount;
    public String currency = "EUR";
    public int ackPartition;
    public long ackOffset;
    public final Map<String, Event> events = new HashMap<>();

    public Event event(EventType type) {
      return events.get(type.name());
    }
  }

  /** A record on a topic. */
  public static final class Event {
    public int order;
    public EventType type;
    public String topic;
    public int partition;
    public long offset = -1;
    public long time;
    public UUID id;
    public Event cause;
    public int keySequence;
    public boolean injected;
    public boolean replayed;
    public int revision;

    /** Where the event says that its cause lies, if not where it does. */
    public Long claimedCauseOffset;

    /** When its stage is through with it; MAX_VALUE if it holds it back. */
    public final Map<String, Long> handled = new HashMap<>();
  }

  public record Performed(int order, EffectType type, UUID cause, long time) {}

  public record Stored(int order, EffectType type, UUID cause, UUID event, long time) {}

  public record DeadLetter(String group, Event event, long time, String error) {}

  /** A stay on a group's retry topic; handled at MAX_VALUE is never. */
  public record Retried(String group, Event event, long time, long handled) {}

  public record Injected(Event event, String kind, Injection.Disposition disposition) {}

  private record Freeze(String stage, long from, long to, double drainPerSecond) {}

  public final List<Order> orders = new ArrayList<>();
  public final List<Event> events = new ArrayList<>();
  public final List<Event> followUps = new ArrayList<>();
  public final List<Performed> performed = new ArrayList<>();
  public final List<Stored> stored = new ArrayList<>();

  /** Those of the performed that carry the number of a replay. */
  public final Set<Performed> ofReplay = new HashSet<>();

  public final List<DeadLetter> deadLetters = new ArrayList<>();
  public final List<Retried> retried = new ArrayList<>();
  public final List<Injected> injections = new ArrayList<>();
  public final List<RunEvent> log = new ArrayList<>();

  /** Alters what consumers were given before it is written. */
  public UnaryOperator<StageRecord> deliveries = UnaryOperator.identity();

  /** Alters what the store says of an order before it is written. */
  public UnaryOperator<StoreOrder> storeStates = UnaryOperator.identity();

  /** Cores that a process uses in each second. */
  public final Map<String, Double> cpu = new HashMap<>();

  /** The share of its time that a process spends in collections. */
  public final Map<String, Double> gc = new HashMap<>();

  /** Which of several generators sends an order, by the order's number. */
  public IntUnaryOperator generator = order -> 1;

  /** How far the brokers' clock is behind, by the time of an event. */
  public LongUnaryOperator behind = time -> 0;

  public final LoadShape load;
  public final long seed;
  private final Random random;
  private final List<Freeze> freezes = new ArrayList<>();
  private double rejectedStock;
  private double declined;
  private double poison;
  private double noise = 1;
  private boolean quiet = true;

  public SyntheticRun(LoadShape load, long seed) {
    this.load = load;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Shares of orders that end in compensation. */
  public SyntheticRun shares(double rejectedStock, double declined) {
    this.rejectedStock = rejectedStock;
    this.declined = declined;
    return this;
  }

  public SyntheticRun poison(double share) {
    this.poison = share;
    return this;
  }

  /** Every latency is the same. */
  public SyntheticRun exact() {
    this.noise = 0;
    return this;
  }

  public SyntheticRun notQuiet() {
    this.quiet = false;
    return this;
  }

  /** The stage does nothing for a while and then works off what waits at a rate. */
  public SyntheticRun freeze(String stage, Duration from, Duration to, double drainPerSecond) {
    freezes.add(new Freeze(stage, START + from.toNanos(), START + to.toNanos(), drainPerSecond));
    return this;
  }

  /** Logs a fault as injected, effective and reverted. */
  public SyntheticRun fault(String name, String kind, Duration from, Duration to, String evidence) {
    log.add(
        RunEvent.of(START + from.toNanos(), RunEvent.FAULT_INJECTED)
            .with("fault", name)
            .with("kind", kind)
            .with("evidence", evidence));
    log.add(
        RunEvent.of(START + to.toNanos(), RunEvent.FAULT_REVERTED)
            .with("fault", name)
            .with("evidence", ""));
    log.add(
        RunEvent.of(START + to.toNanos(), RunEvent.FAULT_EFFECT)
            .with("fault", name)
            .with("effective", true)
            .with("evidence", evidence));
    return this;
  }

  public SyntheticRun alert(String name, String stage, Duration at) {
    log.add(
        RunEvent.of(START + at.toNanos(), RunEvent.ALERT)
            .with("name", name)
            .with("stage", stage)
            .with("detail", ""));
    return this;
  }

  public SyntheticRun simulate() {
    place();
    stage("inventory", ofType(EventType.ORDER_PLACED), 6);
    List<Event> stock = ofType(EventType.STOCK_RESERVED, EventType.STOCK_REJECTED);
    stage("payment", stock, 14);
    List<Event> payments =
        ofType(EventType.PAYMENT_CONFIRMED, EventType.PAYMENT_DECLINED, EventType.PAYMENT_SKIPPED);
    stage("fulfilment", payments, 9);
    List<Event> ends = ofType(EventType.ORDER_DISPATCHED, EventType.ORDER_COMPENSATED);
    stage(
        "inventory", ends.stream().filter(e -> e.type == EventType.ORDER_COMPENSATED).toList(), 6);
    List<Event> notified = new ArrayList<>(payments);
    notified.addAll(ends);
    stage("notification", notified, 4);
    injectPoison();
    number();
    logLoad();
    return this;
  }

  private void place() {
    long duration = load.duration().toNanos();
    double due = 0;
    int n = 0;
    long step = SECOND / 10_000;
    for (long t = 0; t < duration; t += step) {
      due += load.rateAt(Duration.ofNanos(t)) * step / SECOND;
      while (n < Math.floor(due + 1e-6)) {
        place(n++, START + t);
      }
    }
    serve("ingestion", orders.stream().map(o -> o.intended).toList(), 4, this::acknowledge);
  }

  private void place(int number, long intended) {
    Order order = new Order();
    order.number = number;
    order.intended = intended;
    order.sent = intended + Math.round(noise * random.nextInt(900_000));
    order.returned = order.sent + 3_000;
    order.amount = 500 + random.nextInt(20_000);
    order.currency = random.nextInt(5) == 0 ? "CHF" : "EUR";
    orders.add(order);
  }

  private void acknowledge(int index, long time) {
    Order order = orders.get(index);
    order.completed = time;
    Event event = new Event();
    event.order = order.number;
    event.type = EventType.ORDER_PLACED;
    event.topic = "orders";
    event.partition = order.number % PARTITIONS;
    event.time = time;
    event.id = new UUID(order.number + 1L, 1);
    order.events.put(event.type.name(), event);
    events.add(event);
  }

  private interface Served {
    void at(int index, long time);
  }

  /** Serves inputs first in, first out, in order of their times. */
  private void serve(String stage, List<Long> arrivals, double latencyMs, Served served) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < arrivals.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(arrivals::get));
    long free = Long.MIN_VALUE;
    for (int index : order) {
      long latency =
          Math.round(latencyMs * MS * (1 + noise * (Math.exp(random.nextGaussian() * 0.5) - 0.9)));
      long time = arrivals.get(index) + Math.max(MS, latency);
      for (Freeze freeze : freezes) {
        if (freeze.stage.equals(stage)) {
          boolean held = time >= freeze.from && arrivals.get(index) < freeze.to;
          time = held ? Math.max(time, freeze.to) : time;
          boolean draining =
              time >= freeze.to && free >= freeze.to - SECOND / 100 && free > time - SECOND / 100;
          if (draining && freeze.drainPerSecond > 0) {
            time = Math.max(time, free + Math.round(SECOND / freeze.drainPerSecond));
          }
        }
      }
      free = Math.max(free, time);
      served.at(index, time);
    }
  }

  private void stage(String stage, List<Event> inputs, double latencyMs) {
    serve(
        stage,
        inputs.stream().map(e -> e.time).toList(),
        latencyMs,
        (i, time) -> outcome(stage, inputs.get(i), time));
  }

  private void outcome(String stage, Event input, long time) {
    input.handled.put(stage, time);
    switch (stage) {
      case "inventory" -> {
        if (input.type == EventType.ORDER_PLACED) {
          boolean rejected = random.nextDouble() < rejectedStock;
          emit(
              input,
              rejected ? EventType.STOCK_REJECTED : EventType.STOCK_RESERVED,
              "inventory",
              time,
              rejected ? null : EffectType.RESERVE);
        } else if (orders.get(input.order).event(EventType.STOCK_RESERVED) != null) {
          emit(input, EventType.STOCK_RELEASED, "inventory", time, EffectType.RELEASE);
        }
      }
      case "payment" -> {
        boolean reserved = input.type == EventType.STOCK_RESERVED;
        boolean no = random.nextDouble() < declined;
        EventType type =
            !reserved
                ? EventType.PAYMENT_SKIPPED
                : no ? EventType.PAYMENT_DECLINED : EventType.PAYMENT_CONFIRMED;
        emit(
            input,
            type,
            "payments",
            time,
            type == EventType.PAYMENT_CONFIRMED ? EffectType.CHARGE : null);
      }
      case "fulfilment" -> {
        boolean paid = input.type == EventType.PAYMENT_CONFIRMED;
        emit(
            input,
            paid ? EventType.ORDER_DISPATCHED : EventType.ORDER_COMPENSATED,
            "fulfilment",
            time,
            paid ? EffectType.DISPATCH : null);
      }
      default -> emit(input, EventType.CUSTOMER_NOTIFIED, "notifications", time, EffectType.NOTIFY);
    }
  }

  /** Adds an outcome with its effect; tests use it to plant events of their own. */
  public Event emit(Event cause, EventType type, String topic, long time, EffectType effect) {
    Event event = new Event();
    event.order = cause.order;
    event.type = type;
    event.topic = topic;
    event.partition = cause.partition;
    event.time = time;
    event.cause = cause;
    event.keySequence = cause.keySequence;
    event.id = new UUID(cause.order + 1L, type.code() * 1000L + cause.type.code());
    events.add(event);
    String name = type == EventType.CUSTOMER_NOTIFIED ? type.name() + cause.type : type.name();
    orders.get(cause.order).events.put(name, event);
    if (effect != null) {
      performed.add(new Performed(cause.order, effect, cause.id, time - 2 * MS));
      stored.add(new Stored(cause.order, effect, cause.id, event.id, time - MS));
    }
    return event;
  }

  /**
   * Makes an outcome again under a higher revision, without an effect, and everything that followed
   * from it.
   *
   * @param cause the causing event, or its new revision
   */
  public Event correct(Event outcome, Event cause, int revision, long time) {
    Event again = new Event();
    again.order = outcome.order;
    again.type = outcome.type;
    again.topic = outcome.topic;
    again.partition = outcome.partition;
    again.time = time;
    again.cause = cause;
    again.keySequence = outcome.keySequence;
    again.id =
        new UUID(
            outcome.id.getMostSignificantBits() + revision * 1_000_000L,
            outcome.id.getLeastSignificantBits());
    again.replayed = true;
    again.revision = revision;
    outcome.handled.keySet().forEach(stage -> again.handled.put(stage, time + 5 * MS));
    events.stream()
        .filter(event -> event.cause == outcome && event.revision == outcome.revision)
        .toList()
        .forEach(event -> correct(event, again, revision, time + 10 * MS));
    events.add(again);
    return again;
  }

  private List<Event> ofType(EventType... types) {
    List<EventType> wanted = List.of(types);
    return events.stream().filter(e -> wanted.contains(e.type)).toList();
  }

  private void injectPoison() {
    int count = (int) Math.round(orders.size() * poison);
    for (int i = 0; i < count; i++) {
      Event event = new Event();
      event.order = -1;
      event.type = EventType.UNKNOWN;
      event.topic = "orders";
      event.partition = random.nextInt(PARTITIONS);
      event.time = orders.get(random.nextInt(orders.size())).intended + 7;
      event.id = new UUID(0, 0);
      event.injected = true;
      event.handled.put("inventory", event.time + 8 * MS);
      events.add(event);
      injections.add(
          new Injected(
              event,
              List.of("malformed", "unknown-schema", "negative-amount").get(i % 3),
              Injection.Disposition.DEAD_LETTERED));
      deadLetters.add(
          new DeadLetter(
              "inventory",
              event,
              event.time + 10 * MS,
              i % 3 == 2 ? "NegativeAmountException" : "MalformedEventException"));
    }
  }

  /** Gives every event its offset, in order of time; the generator is told those of its orders. */
  public void number() {
    events.sort(Comparator.comparingLong((Event e) -> e.time).thenComparingLong(e -> e.order));
    Map<String, Long> next = new HashMap<>();
    for (Event event : events) {
      event.offset = next.merge(event.topic + "/" + event.partition, 1L, Long::sum) - 1;
    }
    for (Order order : orders) {
      Event placed = order.event(EventType.ORDER_PLACED);
      if (placed != null) {
        order.ackPartition = placed.partition;
        order.ackOffset = placed.offset;
      }
    }
  }

  private void logLoad() {
    long last = events.stream().mapToLong(e -> e.time).max().orElse(START);
    long end = START + load.duration().toNanos();
    log.add(RunEvent.of(START, RunEvent.LOAD_STARTED));
    log.add(RunEvent.of(end, RunEvent.LOAD_ENDED));
    log.add(RunEvent.of(Math.max(last, end) + SECOND, RunEvent.QUIET).with("quiet", quiet));
    for (String process : List.of("generator", "observer", "broker-1", "pipeline")) {
      log.add(
          RunEvent.of(Math.max(last, end) + SECOND, RunEvent.HICCUP)
              .with("process", process)
              .with("p99Ms", 1.9)
              .with("maxMs", 12.5));
    }
  }

  /**
   * Takes an event out of every topic, as if it had never been written, and with it everything that
   * follows from it.
   */
  public void forget(Event event) {
    events.remove(event);
    orders.get(event.order).events.values().remove(event);
    performed.removeIf(p -> p.cause().equals(event.id));
    stored.removeIf(s -> s.cause().equals(event.id));
    events.stream().filter(e -> e.cause == event).toList().forEach(this::forget);
  }

  /** Takes an outcome out, and with it its effect and everything that follows from it. */
  public void undo(Event outcome) {
    performed.removeIf(
        p -> p.cause().equals(outcome.cause.id) && effectOf(outcome.type) == p.type());
    stored.removeIf(s -> s.event().equals(outcome.id));
    forget(outcome);
  }

  private static EffectType effectOf(EventType type) {
    return switch (type) {
      case STOCK_RESERVED -> EffectType.RESERVE;
      case STOCK_RELEASED -> EffectType.RELEASE;
      case PAYMENT_CONFIRMED -> EffectType.CHARGE;
      case ORDER_DISPATCHED -> EffectType.DISPATCH;
      case CUSTOMER_NOTIFIED -> EffectType.NOTIFY;
      default -> null;
    };
  }
}
