package io.orderstorm.simulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.downstream.Effect;
import io.orderstorm.simulator.downstream.ServiceMode;
import io.orderstorm.simulator.downstream.ServiceTime;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.Poison;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.KeyBy;
import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.order.OrderProfile.Lines;
import io.orderstorm.simulator.order.OrderProfile.Shares;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.stage.OnOutage;
import io.orderstorm.simulator.stage.RetryPolicy;
import io.orderstorm.simulator.stage.StageEvent;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineIT {
  private static final ServiceTime QUICK = ServiceTime.constant(Duration.ofMillis(3));
  private static final Duration LONG = Duration.ofMinutes(3);

  @TempDir static Path shared;
  private static EmbeddedDatabase database;

  @TempDir Path folder;

  @BeforeAll
  static void startDatabase() {
    database = EmbeddedDatabase.start(shared.resolve("data"), shared.resolve("postgres.log"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @Test
  void everyOrderEndsOnceAndTopicsServicesAndStoreAgree() {
    int orders = 600;
    var fates = new OrderFates(Rig.PROFILE);
    long outOfStock = LongStream.range(0, orders).filter(fates::outOfStock).count();

    try (var rig = rig(Rig.PROFILE, true)) {
      rig.startPipeline();
      rig.place(0, orders);
      rig.awaitEnd(orders);
      rig.stopPipeline();

      rig.requireAgreement(orders);
      assertThat(rig.distinct("inventory", EventType.STOCK_REJECTED)).isEqualTo(outOfStock);
      assertThat(rig.read("orders.inventory.dlq")).isEmpty();
      assertThat(rig.noted(StageEvent.RETRY_SCHEDULED)).isZero();
    }
  }

  @Test
  void aRedeliveredEventGetsTheSameOutcomeAndNoSecondEffect() {
    try (var rig = rig(Rig.PROFILE, true)) {
      rig.startPipeline();
      rig.place(0, 20);
      rig.awaitEnd(20);
      for (String topic : List.of("orders", "inventory", "payments")) {
        for (var record : rig.read(topic)) {
          rig.inject(topic, record.key(), record.value());
        }
      }
      await().atMost(LONG).until(() -> rig.noted(StageEvent.DEDUPLICATED) >= 20 + 20 + 2 * 20);
      rig.stopPipeline();

      rig.requireAgreement(20);
      Map<String, byte[]> first = new HashMap<>();
      for (var record : rig.read("payments")) {
        byte[] before = first.putIfAbsent(id(record), record.value());
        assertThat(before == null ? record.value() : before).isEqualTo(record.value());
      }
    }
  }

  @Test
  void poisonGoesToTheDeadLettersWithAllThatATriageNeedsAndNothingElseDoes() {
    var poison = new Poison(new OrderGenerator(Rig.PROFILE));
    try (var rig = rig(Rig.PROFILE, true)) {
      rig.startPipeline();
      rig.place(0, 30);
      rig.inject("orders", poison.key(1), poison.malformed(1));
      rig.inject("orders", poison.key(2), poison.unknownSchema(2));
      rig.inject("orders", poison.key(3), poison.negativeAmount(3));
      rig.place(30, 60);
      rig.awaitEnd(60);
      await().atMost(LONG).until(() -> rig.read("orders.inventory.dlq").size() >= 3);

      rig.requireAgreement(60);
      var dead = rig.read("orders.inventory.dlq");
      assertThat(dead)
          .extracting(record -> header(record, EventHeaders.ERROR_CLASS))
          .containsExactlyInAnyOrder("MalformedEvent", "UnknownSchema", "InvalidOrder");
      for (var record : dead) {
        assertThat(header(record, EventHeaders.ORIGINAL_TOPIC)).isEqualTo("orders");
        assertThat(header(record, EventHeaders.GROUP)).isEqualTo("inventory");
        assertThat(header(record, EventHeaders.OWNER)).isEqualTo("inventory-team");
        assertThat(header(record, EventHeaders.RUNBOOK)).isEqualTo("runbooks/inventory.md");
        assertThat(header(record, EventHeaders.ATTEMPTS)).isEqualTo("0");
        assertThat(header(record, EventHeaders.ERROR_MESSAGE)).isNotBlank();
        assertThat(header(record, EventHeaders.FIRST_FAILURE)).startsWith("20").endsWith("Z");
        ConsumerRecord<byte[], byte[]> original = original(rig, record);
        assertThat(record.value()).isEqualTo(original.value());
        assertThat(record.key()).isEqualTo(original.key());
        assertThat(header(record, EventHeaders.ORIGINAL_TIMESTAMP))
            .isEqualTo(Long.toString(original.timestamp()));
      }
    }
  }

  @Test
  void everyKindOfPoisonIsDeadLetteredForItsOwnReason() {
    var poison = new Poison(new OrderGenerator(Rig.PROFILE));
    try (var rig = rig(Rig.PROFILE, true)) {
      rig.startPipeline();
      rig.place(0, 10);
      rig.inject("orders", poison.key(1), poison.truncated(1));
      rig.inject("orders", poison.key(2), poison.incompatibleSchema(2));
      rig.inject("orders", poison.key(3), poison.unknownSku(3));
      rig.inject("orders", null, poison.sound(4));
      rig.inject("orders", poison.key(5), null);
      rig.inject("orders", poison.key(6), poison.oversized(6));
      rig.inject("orders", poison.key(7), poison.impossibleTransition(7));
      rig.inject("orders", poison.key(8), poison.deeplyNested(8));
      rig.place(10, 20);
      rig.awaitEnd(20);
      await().atMost(LONG).until(() -> rig.read("orders.inventory.dlq").size() >= 8);

      rig.requireAgreement(20);
      var dead = rig.read("orders.inventory.dlq");
      assertThat(dead)
          .extracting(record -> header(record, EventHeaders.ERROR_CLASS))
          .containsExactlyInAnyOrder(
              "MalformedEvent",
              "IncompatibleSchema",
              "InvalidOrder",
              "MissingKey",
              "Tombstone",
              "OversizedEvent",
              "UnexpectedEvent",
              "NestedTooDeeply");
      for (var record : dead) {
        ConsumerRecord<byte[], byte[]> original = original(rig, record);
        assertThat(record.value()).isEqualTo(original.value());
        assertThat(record.key()).isEqualTo(original.key());
      }
    }
  }

  @Test
  void laterEventsOfAParkedKeyWaitBehindIt() {
    var threeCustomers =
        new OrderProfile(5, 100, 1, 3, 0, new Lines(1, 2), Shares.NONE, KeyBy.CUSTOMER);
    int orders = 60;
    try (var rig = rig(threeCustomers, true)) {
      rig.with(settings -> retrying(settings, 1_000)).startPipeline();
      var service = rig.services.get(StageName.PAYMENT);
      service.mode(new ServiceMode.Failing(0.5));
      rig.place(0, orders);
      await()
          .atMost(LONG)
          .until(() -> rig.noted(StageEvent.PARKED) >= 10 && rig.noted(StageEvent.UNPARKED) >= 3);
      rig.stopPipeline(); // what is parked, and behind whom, has to survive this
      rig.startPipeline();
      rig.place(orders, 2L * orders);
      service.mode(ServiceMode.NORMAL);
      rig.awaitEnd(2 * orders);

      rig.requireAgreement(2 * orders);
      var lastOfCustomer = new HashMap<String, Long>();
      for (Effect effect : chargesInOrder(rig)) {
        String customer = customer(rig, effect.orderNumber());
        Long before = lastOfCustomer.put(customer, effect.orderNumber());
        assertThat(effect.orderNumber())
            .as("charges of %s come in the order of the orders", customer)
            .isGreaterThan(before == null ? -1 : before);
      }
      assertThat(lastOfCustomer).hasSize(3);
      assertThat(rig.noted(StageEvent.DEAD_LETTERED)).isZero();
    }
  }

  @Test
  void exhaustedAttemptsGoToTheDeadLettersAndTheOthersGoOn() {
    try (var rig = rig(Rig.PROFILE.withShares(Shares.NONE), true)) {
      rig.with(settings -> retrying(settings, 2)).startPipeline();
      rig.services.get(StageName.PAYMENT).mode(new ServiceMode.Unavailable());
      rig.place(0, 15);
      await().atMost(LONG).until(() -> rig.read("inventory.payment.dlq").size() >= 15);
      rig.services.get(StageName.PAYMENT).mode(ServiceMode.NORMAL);
      rig.place(15, 30);
      await()
          .atMost(LONG)
          .until(() -> rig.distinct("fulfilment", EventType.ORDER_DISPATCHED) >= 15);
      rig.stopPipeline();

      assertThat(rig.distinct("inventory.payment.dlq")).hasSize(15);
      for (var record : rig.read("inventory.payment.dlq")) {
        assertThat(header(record, EventHeaders.ATTEMPTS)).isEqualTo("2");
        assertThat(header(record, EventHeaders.ERROR_CLASS)).isEqualTo("ServiceFailure");
        assertThat(header(record, EventHeaders.ORIGINAL_TOPIC)).isEqualTo("inventory");
        assertThat(record.value()).isEqualTo(original(rig, record).value());
      }
      assertThat(rig.performed(EffectType.CHARGE)).isEqualTo(15);
    }
  }

  @Test
  void anOutagePausesTheStageAndUsesUpNobodysAttempts() {
    int orders = 200;
    try (var rig = rig(Rig.PROFILE, true)) {
      rig.startPipeline();
      rig.place(0, 50);
      rig.awaitEnd(50);
      rig.services.get(StageName.PAYMENT).mode(new ServiceMode.Refusing());
      rig.place(50, orders);
      await().atMost(LONG).until(() -> rig.noted(StageEvent.PAUSED) >= 1);
      await()
          .atMost(LONG)
          .until(
              () -> rig.distinct("inventory").stream().filter(Rig::isDecision).count() >= orders);
      long charged = rig.performed(EffectType.CHARGE);
      rig.services.get(StageName.PAYMENT).mode(ServiceMode.NORMAL);
      rig.awaitEnd(orders);
      rig.stopPipeline();

      rig.requireAgreement(orders);
      assertThat(charged).isLessThanOrEqualTo(50);
      assertThat(rig.noted(StageEvent.CIRCUIT_OPENED)).isPositive();
      assertThat(rig.noted(StageEvent.CIRCUIT_CLOSED)).isPositive();
      assertThat(rig.noted(StageEvent.RESUMED)).isEqualTo(rig.noted(StageEvent.PAUSED));
      assertThat(rig.noted(StageEvent.RETRY_SCHEDULED)).isZero();
      assertThat(rig.noted(StageEvent.DEAD_LETTERED)).isZero();
    }
  }

  @Test
  void underDeadLetterAnOpenCircuitGivesUpWithoutACall() {
    try (var rig = rig(Rig.PROFILE.withShares(Shares.NONE), true)) {
      rig.with(settings -> onOutage(settings, OnOutage.DEAD_LETTER)).startPipeline();
      rig.services.get(StageName.FULFILMENT).mode(new ServiceMode.Unavailable());
      rig.place(0, 80);
      await().atMost(LONG).until(() -> rig.distinct("payments.fulfilment.dlq").size() >= 80);

      assertThat(rig.read("payments.fulfilment.dlq"))
          .extracting(record -> header(record, EventHeaders.ERROR_CLASS))
          .contains("CircuitOpen");
      assertThat(rig.performed(EffectType.DISPATCH)).isZero();
    }
  }

  @Test
  void consumersThatComeAndGoDoubleNothingEvenIfTheServicesWould() {
    int orders = 900;
    try (var rig = rig(Rig.PROFILE, false)) {
      rig.startPipeline();
      rig.place(0, 300);
      try (var second = rig.newPipeline()) {
        rig.place(300, 600);
        await().atMost(LONG).until(() -> rig.distinct("fulfilment").size() > 300);
        assertThat(second.store()).isNotNull();
      }
      rig.place(600, orders);
      rig.awaitEnd(orders);
      rig.stopPipeline();

      rig.requireAgreement(orders);
    }
  }

  @Test
  void aPipelineKilledAgainAndAgainLosesNothingAndDoublesNothing() throws Exception {
    int orders = 1_500;
    var random = new Random(42);
    try (var rig = rig(Rig.PROFILE, true)) {
      rig.services.get(StageName.PAYMENT).mode(new ServiceMode.Failing(0.05));
      for (int life = 0; life < 4; life++) {
        try (ChildJvm pipeline = CrashablePipeline.start(rig, life, folder)) {
          rig.place(life * 300L, life * 300L + 300);
          // so far that no event is under way at three deaths, which would be taken for its doing
          long killedAt = rig.effects.size() + 60 + random.nextInt(340);
          await().atMost(LONG).until(() -> rig.effects.size() > killedAt);
          pipeline.kill();
        }
      }
      rig.place(1_200, orders);
      try (ChildJvm last = CrashablePipeline.start(rig, 4, folder)) {
        rig.awaitEnd(orders);
        assertThat(last.isAlive()).isTrue();
      }

      rig.requireAgreement(orders);
      assertThat(rig.effects.stream().filter(effect -> !effect.performed()).count())
          .as("crashes that made calls be repeated")
          .isPositive();
    }
  }

  @Test
  void aConsumerThatCannotGoOnSaysSo() throws Exception {
    try (var rig = rig(Rig.PROFILE, true)) {
      rig.startPipeline();
      rig.place(0, 5);
      rig.awaitEnd(5);
      try (var connection =
              DriverManager.getConnection(
                  rig.store.jdbcUrl(), rig.store.user(), rig.store.password());
          var statement = connection.createStatement()) {
        statement.execute("drop table " + rig.store.schema() + ".handled");
      }
      rig.place(5, 6);

      await().atMost(LONG).until(() -> !rig.fatals.isEmpty());
      assertThat(rig.fatals.peek()).hasMessageContaining("42P01");
    }
  }

  private Rig rig(OrderProfile profile, boolean idempotencyHonoured) {
    return new Rig(folder, database, profile, QUICK, idempotencyHonoured);
  }

  private static StageSettings retrying(StageSettings settings, int attempts) {
    return new StageSettings(
        settings.name(),
        settings.bootstrapServers(),
        settings.consumers(),
        settings.downstreamUrl(),
        settings.concurrency(),
        settings.callTimeout(),
        new RetryPolicy(attempts, Duration.ofMillis(20), Duration.ofMillis(100)),
        OnOutage.RETRY,
        settings.tuning());
  }

  private static StageSettings onOutage(StageSettings settings, OnOutage policy) {
    return new StageSettings(
        settings.name(),
        settings.bootstrapServers(),
        settings.consumers(),
        settings.downstreamUrl(),
        settings.concurrency(),
        settings.callTimeout(),
        settings.retry(),
        policy,
        settings.tuning());
  }

  private static List<Effect> chargesInOrder(Rig rig) {
    return rig.effects.stream()
        .filter(effect -> effect.type() == EffectType.CHARGE && effect.performed())
        .toList();
  }

  private static String customer(Rig rig, long order) {
    try {
      return EventCodec.decode(rig.source.placed(order).value()).customerId();
    } catch (UndecodableEventException e) {
      throw new AssertionError(e);
    }
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    try {
      return EventCodec.peek(record.value()).eventId().toString();
    } catch (UndecodableEventException e) {
      throw new AssertionError(e);
    }
  }

  private static ConsumerRecord<byte[], byte[]> original(
      Rig rig, ConsumerRecord<byte[], byte[]> copy) {
    int partition = Integer.parseInt(header(copy, EventHeaders.ORIGINAL_PARTITION));
    long offset = Long.parseLong(header(copy, EventHeaders.ORIGINAL_OFFSET));
    return rig.read(header(copy, EventHeaders.ORIGINAL_TOPIC)).stream()
        .filter(record -> record.partition() == partition && record.offset() == offset)
        .findFirst()
        .orElseThrow();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return EventHeaders.text(record.headers(), name).orElseThrow();
  }
}
