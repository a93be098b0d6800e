package io.orderstorm.simulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.downstream.ServiceTime;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.Poison;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.stage.PoisonMark;
import io.orderstorm.simulator.stage.StageEvent;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.topic.StageName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What marked poison does to a stage, and what must not come of it. */
class CrashLoopIT {
  private static final ServiceTime QUICK = ServiceTime.constant(Duration.ofMillis(3));
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int ORDERS = 400;

  @TempDir static Path shared;
  private static EmbeddedDatabase database;

  @TempDir Path folder;

  private int deaths;
  private final Poison poison = new Poison(new OrderGenerator(Rig.PROFILE));

  @BeforeAll
  static void startDatabase() {
    database = EmbeddedDatabase.start(shared.resolve("data"), shared.resolve("postgres.log"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @Test
  void anOrderThatKillsItsProcessIsGivenUpAfterThreeLivesAndNobodyElseIsHarmed() throws Exception {
    try (var rig = new Rig(folder, database, Rig.PROFILE, QUICK, true)) {
      rig.place(0, ORDERS / 2);
      inject(rig, 1, PoisonMark.crash());
      rig.place(ORDERS / 2, ORDERS);

      try (ChildJvm last = lastLife(rig, 1)) {
        rig.awaitEnd(ORDERS);
        assertThat(last.isAlive()).isTrue();
      }

      assertThat(deaths).as("deaths: one of anybody's doing, then three alone").isBetween(3, 4);
      rig.requireAgreement(ORDERS);
      assertThat(rig.read("orders.inventory.dlq"))
          .singleElement()
          .satisfies(
              dead -> {
                assertThat(header(dead, EventHeaders.ERROR_CLASS)).isEqualTo("CrashLoop");
                assertThat(header(dead, EventHeaders.ATTEMPTS)).isEqualTo("3");
                assertThat(Instant.parse(header(dead, EventHeaders.FIRST_FAILURE)))
                    .isBefore(Instant.now());
                assertThat(dead.key()).isEqualTo(poison.key(1));
              });
    }
  }

  /** Ten lives take two minutes. */
  @Test
  @Tag("drill")
  void threeSuchOrdersAreFoundOneAfterTheOther() throws Exception {
    try (var rig = new Rig(folder, database, Rig.PROFILE, QUICK, true)) {
      rig.place(0, ORDERS / 2);
      inject(rig, 1, PoisonMark.crash());
      inject(rig, 2, PoisonMark.crash());
      inject(rig, 3, PoisonMark.crash());
      rig.place(ORDERS / 2, ORDERS);

      try (ChildJvm last = lastLife(rig, 3)) {
        rig.awaitEnd(ORDERS);
        assertThat(last.isAlive()).isTrue();
      }

      rig.requireAgreement(ORDERS);
      assertThat(rig.read("orders.inventory.dlq"))
          .allSatisfy(
              dead -> assertThat(header(dead, EventHeaders.ERROR_CLASS)).isEqualTo("CrashLoop"));
      assertThat(givenUp(rig)).containsExactlyInAnyOrder(name(1), name(2), name(3));
    }
  }

  @Test
  void whoeverStopsInGoodOrderLeavesNoSignOfADeath() {
    try (var rig = new Rig(folder, database, Rig.PROFILE, QUICK, true)) {
      rig.startPipeline();
      rig.place(0, 40);
      rig.awaitEnd(40);
      rig.stopPipeline();

      try (var store = OrderStore.open(rig.store)) {
        for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
          assertThat(store.takeOver(StageName.INVENTORY, "orders", partition, "next")).isFalse();
          assertThat(store.begun(StageName.INVENTORY, "orders", partition, 0)).isEmpty();
        }
      }
    }
  }

  @Test
  void withoutTheHeaderOfAMessageFaultNobodyDies() {
    try (var rig = new Rig(folder, database, Rig.PROFILE, QUICK, true)) {
      rig.startPipeline();
      rig.inject(
          "orders",
          poison.key(1),
          poison.sound(1),
          Map.of(EventHeaders.POISON, PoisonMark.crash()));

      await().atMost(LONG).until(() -> !rig.read("inventory").isEmpty());
      assertThat(rig.fatals).isEmpty();
    }
  }

  @Test
  void aSlowOrderIsProcessedAndHoldsUpNobodyElse() {
    try (var rig = new Rig(folder, database, Rig.PROFILE, QUICK, true)) {
      rig.startPipeline();
      inject(rig, 1, PoisonMark.slow(Duration.ofMillis(400)));
      rig.place(0, 20);
      rig.awaitEnd(20);

      await()
          .atMost(LONG)
          .until(() -> rig.read("inventory").stream().anyMatch(CrashLoopIT::isInjected));
      assertThat(rig.read("orders.inventory.dlq")).isEmpty();
      assertThat(rig.noted(StageEvent.ATTEMPT_FAILED)).isZero();
      long began = timeOf(rig, StageEvent.DELIVERED);
      long done = timeOf(rig, StageEvent.ATTEMPT_SUCCEEDED);
      assertThat(Duration.ofNanos(done - began)).isGreaterThanOrEqualTo(Duration.ofMillis(399));
    }
  }

  @Test
  void anAmendmentThatComesLateIsSupersededAndNothingFollowsFromIt() {
    try (var rig = new Rig(folder, database, Rig.PROFILE, QUICK, true)) {
      rig.startPipeline();
      rig.place(0, 20);
      rig.awaitEnd(20);
      long events = rig.read("inventory").size();
      rig.inject(
          "orders",
          rig.source.placed(5).key(),
          poison.amendment(1, 5),
          Map.of(EventHeaders.INJECTED, "late", EventHeaders.KEY_SEQUENCE, "0"));

      await().atMost(LONG).until(() -> rig.noted(StageEvent.SUPERSEDED) == 1);
      rig.stopPipeline();
      assertThat(rig.read("inventory")).hasSize((int) events);
      assertThat(rig.read("orders.inventory.dlq")).isEmpty();
      rig.requireAgreement(20);
    }
  }

  /** Starts the pipeline again whenever it dies of poison, until it has given up all its poison. */
  private ChildJvm lastLife(Rig rig, int poisoned) throws Exception {
    while (true) {
      ChildJvm life = CrashablePipeline.start(rig, deaths, folder);
      await()
          .atMost(LONG.multipliedBy(2))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> !life.isAlive() || givenUp(rig).size() >= poisoned);
      if (life.isAlive()) {
        return life;
      }
      assertThat(life.exitStatus()).hasValue(PoisonMark.CRASHED);
      deaths++;
      assertThat(deaths).as("deaths").isLessThanOrEqualTo(1 + 3 * poisoned);
    }
  }

  /** Keys of dead letters; a death before the commit has one written again. */
  private static Set<String> givenUp(Rig rig) {
    return rig.read("orders.inventory.dlq").stream()
        .map(dead -> new String(dead.key(), StandardCharsets.UTF_8))
        .collect(Collectors.toSet());
  }

  private String name(long number) {
    return new String(poison.key(number), StandardCharsets.UTF_8);
  }

  private void inject(Rig rig, long number, String mark) {
    rig.inject(
        "orders",
        poison.key(number),
        poison.sound(number),
        Map.of(EventHeaders.INJECTED, "poison", EventHeaders.POISON, mark));
  }

  private static boolean isInjected(ConsumerRecord<byte[], byte[]> record) {
    return EventHeaders.text(record.headers(), EventHeaders.INJECTED).isPresent();
  }

  /** When something happened to the poison in inventory. */
  private static long timeOf(Rig rig, StageEvent event) {
    return rig.records.stream()
        .filter(record -> record.event() == event)
        .filter(record -> record.orderNumber() == -1 && "orders".equals(record.topic()))
        .mapToLong(record -> record.timeNanos())
        .findFirst()
        .orElseThrow();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return EventHeaders.text(record.headers(), name).orElseThrow();
  }
}
