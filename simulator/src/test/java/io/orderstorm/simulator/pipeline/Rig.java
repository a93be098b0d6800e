package io.orderstorm.simulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterSettings;
import io.orderstorm.simulator.broker.EmbeddedCluster;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.client.PhysicalNames;
import io.orderstorm.simulator.downstream.DownstreamService;
import io.orderstorm.simulator.downstream.Effect;
import io.orderstorm.simulator.downstream.EventLoop;
import io.orderstorm.simulator.downstream.ServiceSettings;
import io.orderstorm.simulator.downstream.ServiceTime;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.intake.IntakeSettings;
import io.orderstorm.simulator.intake.KafkaOrderIntake;
import io.orderstorm.simulator.intake.OrderSource;
import io.orderstorm.simulator.intake.OutgoingEvent;
import io.orderstorm.simulator.intake.SendOutcome;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.FollowUp;
import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.stage.OnOutage;
import io.orderstorm.simulator.stage.RetryPolicy;
import io.orderstorm.simulator.stage.StageEvent;
import io.orderstorm.simulator.stage.StageRecord;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.stage.StageTuning;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.store.StoreDump;
import io.orderstorm.simulator.store.StoreSettings;
import io.orderstorm.simulator.time.HostClock;
import io.orderstorm.simulator.time.RunClock;
import io.orderstorm.simulator.topic.StageName;
import io.orderstorm.simulator.topic.TopicCatalogue;
import io.orderstorm.simulator.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A whole pipeline with all that it needs, on a real broker, a real database and real sockets. */
final class Rig implements AutoCloseable {
  static final int PARTITIONS = 4;

  /** A tenth of all orders each is followed up, out of stock, declined. */
  static final OrderProfile PROFILE =
      OrderProfile.ofSeed(7).withShares(new OrderProfile.Shares(0.1, 0.1, 0.1));

  final OrderProfile profile;
  final Map<StageName, DownstreamService> services = new EnumMap<>(StageName.class);
  final Queue<Effect> effects = new ConcurrentLinkedQueue<>();
  final Queue<StageRecord> records = new ConcurrentLinkedQueue<>();
  final Queue<Throwable> fatals = new ConcurrentLinkedQueue<>();
  final RunClock clock = HostClock.start();
  final EmbeddedCluster cluster;
  final OrderSource source;
  final StoreSettings store;
  private final KafkaOrderIntake intake;
  private final EventLoop loop = EventLoop.start();
  private UnaryOperator<StageSettings> adjustment = settings -> settings;
  private @Nullable Pipeline pipeline;

  Rig(
      Path folder,
      EmbeddedDatabase database,
      OrderProfile profile,
      ServiceTime time,
      boolean idempotencyHonoured) {
    this.profile = profile;
    var layout = ClusterLayout.plan(1, List.of());
    var settings =
        ClusterSettings.in(
            folder.resolve("data"),
            folder.resolve("logs"),
            FailureDetection.DEFAULT,
            Compilation.QUICK);
    this.cluster = EmbeddedCluster.start(layout, settings);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      Topics.create(
          admin, TopicCatalogue.shipped(), new Topics.Layout(PARTITIONS, 1, 1), PhysicalNames.OWN);
    }
    for (StageName stage : StageName.values()) {
      var service =
          new ServiceSettings(stage.service(), time, 64, 0, idempotencyHonoured, stage.code());
      services.put(
          stage,
          DownstreamService.start(loop, service, new OrderFates(profile), effects::add, clock));
    }
    var direct = database.settings(12);
    this.store =
        new StoreSettings(
            direct.jdbcUrl(),
            direct.user(),
            direct.password(),
            "rig_" + UUID.randomUUID().toString().replace('-', '_').substring(0, 8),
            12);
    this.source = new OrderSource(new OrderGenerator(profile));
    this.intake = new KafkaOrderIntake(IntakeSettings.of(bootstrap()));
  }

  String bootstrap() {
    return cluster.bootstrapServers(ClusterLayout.DIRECT);
  }

  /** Changes the settings of stages that are started from now on. */
  Rig with(UnaryOperator<StageSettings> change) {
    adjustment = change;
    return this;
  }

  void startPipeline() {
    pipeline = newPipeline();
  }

  /** Another pipeline beside the one that {@link #startPipeline} starts. */
  Pipeline newPipeline() {
    var stages = Stream.of(StageName.values()).map(this::settings).map(adjustment).toList();
    return Pipeline.start(
        new PipelineSettings(profile, store, stages),
        stage -> records::add,
        clock,
        (who, reason) -> fatals.add(reason));
  }

  StageSettings settings(StageName stage) {
    return new StageSettings(
        stage,
        bootstrap(),
        2,
        services.get(stage).baseUrl(),
        32,
        Duration.ofMillis(500),
        new RetryPolicy(3, Duration.ofMillis(50), Duration.ofMillis(200)),
        OnOutage.PAUSE,
        StageTuning.USUAL);
  }

  void stopPipeline() {
    if (pipeline != null) {
      pipeline.close();
      pipeline = null;
    }
  }

  /** Sends orders from one number to another, the latter not included, with their follow-ups. */
  void place(long from, long to) {
    for (long number = from; number < to; number++) {
      send(source.placed(number));
      if (source.followUpOf(number) != FollowUp.NONE) {
        send(source.followUp(number));
      }
    }
    intake.flush();
  }

  private void send(OutgoingEvent event) {
    intake.send(
        event,
        outcome -> {
          if (!(outcome instanceof SendOutcome.Acknowledged)) {
            fatals.add(new AssertionError("not acknowledged: " + outcome));
          }
        });
  }

  /** Puts a record on a topic as it is. */
  void inject(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    inject(topic, key, value, Map.of());
  }

  /** Puts a record on a topic as it is, with these headers. */
  void inject(
      String topic, byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
    var record = new ProducerRecord<>(topic, key, value);
    headers.forEach((name, text) -> EventHeaders.put(record.headers(), name, text));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record);
    }
  }

  /** All records of a topic, in the order of each partition. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrap());
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(o -> o).sum();
      var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= end;
              });
      return records;
    }
  }

  /** The events of a topic that are told apart by their ids. */
  List<EventMeta> distinct(String topic) {
    var events = new HashMap<UUID, EventMeta>();
    for (var record : read(topic)) {
      try {
        EventMeta meta = EventCodec.peek(record.value());
        events.putIfAbsent(meta.eventId(), meta);
      } catch (UndecodableEventException e) {
        throw new AssertionError("poison on " + topic, e);
      }
    }
    return List.copyOf(events.values());
  }

  long distinct(String topic, EventType type) {
    return distinct(topic).stream().filter(meta -> meta.type() == type).count();
  }

  /** Whether the event is inventory's answer to an order. */
  static boolean isDecision(EventMeta meta) {
    return meta.type() == EventType.STOCK_RESERVED || meta.type() == EventType.STOCK_REJECTED;
  }

  long performed(EffectType type) {
    return effects.stream().filter(e -> e.type() == type && e.performed()).count();
  }

  long noted(StageEvent event) {
    return records.stream().filter(record -> record.event() == event).count();
  }

  /** The same thing must not be done twice for the same cause. */
  void requireNoDuplicateEffects() {
    var done = new HashMap<String, Effect>();
    for (Effect effect : effects) {
      if (effect.performed()) {
        String what = effect.type() + " of " + effect.orderNumber() + " for " + effect.causeId();
        Effect before = done.put(what, effect);
        if (before != null) {
          throw new AssertionError(what + " was done twice: " + before + ", " + effect);
        }
      }
    }
  }

  /** Topics, services and store must tell the same story of orders 0 to {@code orders} − 1. */
  void requireAgreement(int orders) {
    requireNoDuplicateEffects();
    assertThat(distinct("inventory", EventType.STOCK_RESERVED))
        .isEqualTo(performed(EffectType.RESERVE));
    long dispatched = distinct("fulfilment", EventType.ORDER_DISPATCHED);
    long compensated = distinct("fulfilment", EventType.ORDER_COMPENSATED);
    assertThat(dispatched + compensated).isEqualTo(orders);
    assertThat(dispatched)
        .isEqualTo(performed(EffectType.DISPATCH))
        .isEqualTo(performed(EffectType.CHARGE) - performed(EffectType.REFUND));
    assertThat(performed(EffectType.NOTIFY)).isEqualTo(2L * orders);
    assertThat(performed(EffectType.RELEASE))
        .isEqualTo(distinct("inventory", EventType.STOCK_RELEASED));
    assertThat(states())
        .hasSize(orders)
        .allMatch(state -> state.dispatched() != state.compensated())
        .allMatch(state -> state.compensated() == (state.released() || !state.reserved()));
  }

  /**
   * Waits until every order has ended, its customer is told twice, and what is to be released is.
   */
  void awaitEnd(int orders) {
    var fates = new OrderFates(profile);
    awaitNotified(2L * orders);
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () ->
                distinct("inventory", EventType.STOCK_RELEASED)
                    >= distinct("fulfilment", EventType.ORDER_COMPENSATED)
                        - LongStream.range(0, orders).filter(fates::outOfStock).count());
  }

  private void awaitNotified(long notifications) {
    await()
        .atMost(Duration.ofMinutes(6))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> !fatals.isEmpty() || distinct("notifications").size() >= notifications);
    if (!fatals.isEmpty()) {
      throw new AssertionError("a consumer stopped", fatals.peek());
    }
  }

  List<StoreDump.OrderState> states() {
    var states = new ArrayList<StoreDump.OrderState>();
    dump(
        new StoreDump() {
          @Override
          public void effect(
              long order, int effect, UUID cause, @Nullable UUID outcome, long nanos, int replay) {}

          @Override
          public void order(OrderState state) {
            states.add(state);
          }
        });
    return states;
  }

  void dump(StoreDump into) {
    try (var open = OrderStore.open(store)) {
      open.dump(into);
    }
  }

  @Override
  public void close() {
    stopPipeline();
    intake.close();
    services.values().forEach(DownstreamService::close);
    loop.close();
    cluster.close();
  }
}
