package io.orderstorm.simulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.downstream.ServiceMode;
import io.orderstorm.simulator.downstream.ServiceTime;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderProfile.Shares;
import io.orderstorm.simulator.stage.OnOutage;
import io.orderstorm.simulator.stage.RetryPolicy;
import io.orderstorm.simulator.stage.StageEvent;
import io.orderstorm.simulator.stage.StageRecord;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stage makes of a service that misbehaves in ways that take a stage to be seen. */
class DownstreamFaultIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

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

  @ParameterizedTest
  @EnumSource(names = {"RETRY", "PAUSE"})
  void noOrderIsTriedAgainBeforeTheTimeThatTheServiceAskedFor(OnOutage policy) {
    int orders = 30;
    try (var rig = rig(true)) {
      rig.with(settings -> retrying(settings, 1_000, policy)).startPipeline();
      var service = rig.services.get(StageName.PAYMENT);
      service.mode(new ServiceMode.Failing(429, 1, ONE_SECOND));
      rig.place(0, orders);
      await().atMost(LONG).until(() -> rig.noted(StageEvent.ATTEMPT_FAILED) >= 2 * orders);
      service.mode(ServiceMode.NORMAL);
      rig.awaitEnd(orders);
      rig.stopPipeline();

      Map<Long, Long> failedBefore = new HashMap<>();
      for (StageRecord record : rig.records) {
        if (record.event() == StageEvent.ATTEMPT_FAILED) {
          assertThat(record.detail()).isEqualTo(429);
          Long before = failedBefore.put(record.orderNumber(), record.timeNanos());
          if (before != null) {
            assertThat(Duration.ofNanos(record.timeNanos() - before))
                .as("between two attempts of order %d", record.orderNumber())
                .isGreaterThanOrEqualTo(ONE_SECOND);
          }
        }
      }
      assertThat(failedBefore).isNotEmpty();
      rig.requireAgreement(orders);
    }
  }

  @Test
  void nobodysEventIsGivenUpBecauseTheServiceTakesFewerThanThereAre() {
    int orders = 60;
    try (var rig = rig(true)) {
      rig.with(settings -> retrying(settings, 2, OnOutage.PAUSE)).startPipeline();
      var service = rig.services.get(StageName.PAYMENT);
      service.mode(new ServiceMode.RateLimit(20, Duration.ofMillis(200)));
      rig.place(0, orders);
      rig.awaitEnd(orders);
      rig.stopPipeline();

      assertThat(rig.noted(StageEvent.ATTEMPT_FAILED)).isPositive();
      assertThat(rig.noted(StageEvent.DEAD_LETTERED)).isZero();
      rig.requireAgreement(orders);
    }
  }

  @Test
  void beingLeftAloneUsesUpAttemptsAsOtherFailuresDo() {
    try (var rig = rig(true)) {
      rig.with(settings -> retrying(settings, 2, OnOutage.RETRY)).startPipeline();
      rig.services.get(StageName.PAYMENT).mode(new ServiceMode.Failing(503, 1, ONE_SECOND));
      rig.place(0, 5);
      await().atMost(LONG).until(() -> rig.read("inventory.payment.dlq").size() >= 5);

      assertThat(rig.noted(StageEvent.ATTEMPT_FAILED)).isEqualTo(10);
      assertThat(rig.performed(EffectType.CHARGE)).isZero();
    }
  }

  @Test
  void aLateAnswerMakesDuplicatesWhereIdempotencyIsIgnored() {
    assertThat(chargesAfterLateAnswers(false)).isGreaterThan(5);
  }

  @Test
  void aLateAnswerDoublesNothingWhereIdempotencyIsHonoured() {
    assertThat(chargesAfterLateAnswers(true)).isEqualTo(5);
  }

  private long chargesAfterLateAnswers(boolean idempotencyHonoured) {
    try (var rig = rig(idempotencyHonoured)) {
      rig.with(settings -> retrying(settings, 1_000, OnOutage.RETRY)).startPipeline();
      var service = rig.services.get(StageName.PAYMENT);
      service.mode(new ServiceMode.LateAnswer(Duration.ofSeconds(30)));
      rig.place(0, 5);
      await().atMost(LONG).until(() -> rig.noted(StageEvent.ATTEMPT_FAILED) >= 5);
      service.mode(ServiceMode.NORMAL);
      rig.awaitEnd(5);

      assertThat(rig.distinct("fulfilment", EventType.ORDER_DISPATCHED)).isEqualTo(5);
      return rig.performed(EffectType.CHARGE);
    }
  }

  @Test
  void aPartialOutageStopsItsOrdersAndNoOthers() {
    int orders = 60;
    var mode = new ServiceMode.PartialOutage(500, 0.2);
    long unlucky = LongStream.range(0, orders).filter(mode::hits).count();
    try (var rig = rig(true)) {
      rig.with(settings -> retrying(settings, 3, OnOutage.RETRY)).startPipeline();
      rig.services.get(StageName.PAYMENT).mode(mode);
      rig.place(0, orders);
      await()
          .atMost(LONG)
          .until(
              () ->
                  rig.read("inventory.payment.dlq").size() >= unlucky
                      && rig.distinct("fulfilment", EventType.ORDER_DISPATCHED)
                          >= orders - unlucky);

      assertThat(unlucky).isPositive();
      assertThat(rig.distinct("inventory.payment.dlq"))
          .hasSize((int) unlucky)
          .allMatch(event -> mode.hits(event.orderNumber()));
    }
  }

  private Rig rig(boolean idempotencyHonoured) {
    var quick = ServiceTime.constant(Duration.ofMillis(3));
    return new Rig(
        folder, database, Rig.PROFILE.withShares(Shares.NONE), quick, idempotencyHonoured);
  }

  private static StageSettings retrying(StageSettings settings, int attempts, OnOutage policy) {
    return new StageSettings(
        settings.name(),
        settings.bootstrapServers(),
        settings.consumers(),
        settings.downstreamUrl(),
        settings.concurrency(),
        settings.callTimeout(),
        new RetryPolicy(attempts, Duration.ofMillis(20), Duration.ofMillis(100)),
        policy,
        settings.tuning());
  }
}
