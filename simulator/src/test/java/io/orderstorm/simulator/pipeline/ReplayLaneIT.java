package io.orderstorm.simulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.Triage;
import io.orderstorm.simulator.downstream.Effect;
import io.orderstorm.simulator.downstream.ServiceMode;
import io.orderstorm.simulator.downstream.ServiceTime;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderProfile.Shares;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Keys;
import io.orderstorm.simulator.replay.OffsetRange;
import io.orderstorm.simulator.replay.Redrive;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Scope;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.replay.audit.AuditLog;
import io.orderstorm.simulator.replay.audit.AuditMirror;
import io.orderstorm.simulator.replay.plan.ClusterView;
import io.orderstorm.simulator.replay.plan.Planner;
import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.replay.plan.Reexecution;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.plan.StoreView;
import io.orderstorm.simulator.replay.redrive.DeadLetterReader;
import io.orderstorm.simulator.replay.redrive.RedriveRequests;
import io.orderstorm.simulator.replay.redrive.TriageDesk;
import io.orderstorm.simulator.replay.run.Gate;
import io.orderstorm.simulator.replay.run.Outcome;
import io.orderstorm.simulator.replay.run.ReplayRun;
import io.orderstorm.simulator.stage.DeadLetterLimit;
import io.orderstorm.simulator.stage.OnOutage;
import io.orderstorm.simulator.stage.RetryPolicy;
import io.orderstorm.simulator.stage.StageEvent;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.store.EffectLookup;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.store.StoreDump;
import io.orderstorm.simulator.topic.StageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays and redrives into the reference pipeline's own stages. */
class ReplayLaneIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Ceiling FAST = new Ceiling(2_000, 4_000_000);

  @TempDir static Path shared;
  private static EmbeddedDatabase database;

  @TempDir Path folder;
  private Instant planTime = Instant.parse("2026-11-27T18:00:00Z");

  @BeforeAll
  static void startDatabase() {
    database = EmbeddedDatabase.start(shared.resolve("data"), shared.resolve("postgres.log"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  private Rig rig() {
    return rig(Shares.NONE);
  }

  private Rig rig(Shares shares) {
    return new Rig(
        folder,
        database,
        Rig.PROFILE.withShares(shares),
        ServiceTime.constant(Duration.ofMillis(3)),
        true);
  }

  @Test
  void replayedTwiceTheEffectsStayAsTheyAre() {
    int orders = 60;
    try (var rig = rig()) {
      rig.startPipeline();
      rig.place(0, orders);
      rig.awaitEnd(orders);
      List<Effect> before = List.copyOf(rig.effects);
      var request =
          new ReplayRequest(
              "again",
              "owner",
              "effects stay",
              Scope.of(
                  IntStream.range(0, Rig.PARTITIONS)
                      .mapToObj(number -> new OffsetRange("inventory", number, 0, 1_000))
                      .toList()),
              FAST,
              new Target.Lane("payment"),
              null,
              false,
              null);

      for (int time = 1; time <= 2; time++) {
        SealedPlan sealed = plan(rig, request);
        assertThat(sealed.plan().blastRadius().orders()).isEqualTo(orders);
        assertThat(sealed.plan().blastRadius().downstreamCalls())
            .isEqualTo(Map.of("payment-provider", (long) orders));
        assertThat(sealed.plan().blastRadius().effectsPresent()).isEqualTo(orders);
        assertThat(run(rig, sealed).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        int times = time;
        await().atMost(LONG).until(() -> rig.noted(StageEvent.DEDUPLICATED) >= times * orders);
      }
      try (var cluster = cluster(rig)) { // the marks of transactions are no lag
        await().atMost(LONG).until(() -> cluster.lag("payment") == 0);
      }

      rig.stopPipeline();
      assertThat(rig.effects).containsExactlyElementsOf(before);
      rig.requireAgreement(orders);
    }
  }

  @Test
  void aCorrectionMakesEveryOutcomeAgainAndNoEffectTwice() {
    int orders = 60;
    try (var rig = rig(new Shares(0, 0.1, 0.1))) {
      rig.startPipeline();
      rig.place(0, orders);
      rig.awaitEnd(orders);
      awaitCommitted(rig);
      List<Effect> before = List.copyOf(rig.effects);
      List<String> storedBefore = storedEffects(rig);
      long reserved = rig.distinct("inventory", EventType.STOCK_RESERVED);
      long confirmed = rig.distinct("payments", EventType.PAYMENT_CONFIRMED);
      long declined = rig.distinct("payments", EventType.PAYMENT_DECLINED);
      assertThat(declined).isPositive();

      SealedPlan sealed = plan(rig, correction(1));
      Reexecution again = sealed.plan().blastRadius().reexecution();
      assertThat(again.outcomes()).isEqualTo(reserved);
      assertThat(again.stages())
          .isEqualTo(
              Map.of("fulfilment", reserved, "notification", 2 * reserved, "inventory", declined));
      assertThat(again.downstreamCalls())
          .isEqualTo(
              Map.of(
                  "warehouse",
                  confirmed,
                  "email-gateway",
                  2 * reserved,
                  "inventory-service",
                  declined));
      assertThat(again.effectsPresent()).isEqualTo(confirmed + 2 * reserved + declined);
      Outcome corrected = run(rig, sealed);
      assertThat(corrected.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      assertThat(corrected.reception()).isEqualTo(new Outcome.Reception(reserved, 0));
      await().atMost(LONG).until(() -> ofRevision(rig, "notifications", 1) >= 2 * reserved);
      await().atMost(LONG).until(() -> ofRevision(rig, "inventory", 1) >= declined);
      awaitCommitted(rig);

      assertThat(ofRevision(rig, "payments", 1)).isEqualTo(reserved);
      assertThat(ofRevision(rig, "fulfilment", 1)).isEqualTo(reserved);
      assertThat(ofRevision(rig, "notifications", 1)).isEqualTo(2 * reserved);
      assertThat(ofRevision(rig, "inventory", 1)).isEqualTo(declined);
      assertThat(rig.effects.stream().skip(before.size()))
          .as("asked for again, under the replay's number, and done by nobody")
          .hasSize((int) (2 * confirmed + 2 * reserved + declined))
          .allMatch(effect -> !effect.performed() && effect.replay() == sealed.replayId());
      assertThat(storedEffects(rig)).isEqualTo(storedBefore);
      assertThat(rig.noted(StageEvent.SUPERSEDED)).isZero();
      assertThat(open(rig)).isEmpty();

      // the same revision once more is no news, and a lower one comes too late
      assertThatThrownBy(() -> plan(rig, correction(1)))
          .isInstanceOf(ReplayRefusedException.class)
          .hasMessageContaining("target.revision: must be above 1");
      long known = rig.noted(StageEvent.DEDUPLICATED);
      assertThat(run(rig, planUnseen(rig, correction(1))).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      await().atMost(LONG).until(() -> rig.noted(StageEvent.DEDUPLICATED) >= known + 4 * reserved);
      Outcome late = run(rig, plan(rig, again(new Target.Lane("payment"))));
      assertThat(late.reception()).isEqualTo(new Outcome.Reception(0, reserved));
      assertThat(rig.noted(StageEvent.SUPERSEDED)).isEqualTo(reserved);
      assertThat(audited()).contains("\"reception\":{\"handled\":0,\"superseded\":" + reserved);
      ConsumerRecord<byte[], byte[]> old = firstConfirmation(rig);
      rig.inject("payments", old.key(), old.value());
      await().atMost(LONG).until(() -> rig.noted(StageEvent.SUPERSEDED) >= reserved + 2);
      awaitCommitted(rig);
      rig.stopPipeline();

      assertThat(rig.noted(StageEvent.SUPERSEDED)).isEqualTo(reserved + 2);
      assertThat(ofRevision(rig, "notifications", 1)).isEqualTo(2 * reserved);
      assertThat(rig.distinct("notifications")).hasSize((int) (2 * orders + 2 * reserved));
      assertThat(rig.effects.stream().filter(Effect::performed).toList())
          .isEqualTo(before.stream().filter(Effect::performed).toList());
      assertThat(storedEffects(rig)).isEqualTo(storedBefore);
    }
  }

  @Test
  void whatAStageHasYetToHandleIsNotCorrected() {
    int orders = 20;
    try (var rig = rig()) {
      rig.startPipeline();
      rig.place(0, orders);
      rig.awaitEnd(orders);
      awaitCommitted(rig);
      rig.stopPipeline();
      byte[] event = rig.read("inventory").get(0).value();
      rig.inject("inventory", new byte[] {1}, event);

      assertThatThrownBy(() -> plan(rig, correction(1)))
          .isInstanceOf(ReplayRefusedException.class)
          .hasMessageContaining("what it has yet to handle can't be corrected");
    }
  }

  @Test
  void whatWasGivenUpIsMadeForTheFirstTimeAndItsOldLetterComesTooLate() {
    int orders = 15;
    try (var rig = rig()) {
      rig.with(ReplayLaneIT::givingUpSoon).startPipeline();
      rig.services.get(StageName.PAYMENT).mode(new ServiceMode.Unavailable());
      rig.place(0, orders);
      await().atMost(LONG).until(() -> open(rig).size() >= orders);
      rig.services.get(StageName.PAYMENT).mode(ServiceMode.NORMAL);
      awaitCommitted(rig);

      SealedPlan sealed = plan(rig, correction(3));
      assertThat(sealed.plan().blastRadius().reexecution().effectsPresent()).isZero();
      assertThat(run(rig, sealed).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      rig.awaitEnd(orders);
      awaitCommitted(rig);
      assertThat(ofRevision(rig, "payments", 3)).isEqualTo(orders);
      rig.requireAgreement(orders);
      List<Effect> done = List.copyOf(rig.effects);

      assertThat(run(rig, redrive(rig, 2)).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      await().atMost(LONG).until(() -> rig.noted(StageEvent.SUPERSEDED) >= orders);
      awaitCommitted(rig);
      rig.stopPipeline();

      assertThat(rig.noted(StageEvent.SUPERSEDED)).isEqualTo(orders);
      assertThat(rig.effects).containsExactlyElementsOf(done);
      assertThat(rig.effects)
          .filteredOn(effect -> effect.type() == EffectType.CHARGE)
          .hasSize(orders)
          .extracting(Effect::replay)
          .containsOnly(sealed.replayId());
      rig.requireAgreement(orders);
    }
  }

  private static ReplayRequest correction(int revision) {
    return again(new Target.Correction("payment", revision));
  }

  /** All reservations so far into payment again. */
  private static ReplayRequest again(Target target) {
    return new ReplayRequest(
        "again",
        "owner",
        "payment is mended",
        new Scope(
            List.of(),
            IntStream.range(0, Rig.PARTITIONS)
                .mapToObj(number -> new OffsetRange("inventory", number, 0, 1_000))
                .toList(),
            null,
            null,
            new Keys.Any(),
            List.of(EventType.STOCK_RESERVED.text()),
            null),
        FAST,
        target,
        null,
        false,
        null);
  }

  private static ConsumerRecord<byte[], byte[]> firstConfirmation(Rig rig) {
    for (ConsumerRecord<byte[], byte[]> record : rig.read("payments")) {
      try {
        EventMeta meta = EventCodec.peek(record.value());
        if (meta.type() == EventType.PAYMENT_CONFIRMED && meta.revision() == 0) {
          return record;
        }
      } catch (UndecodableEventException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no payment was confirmed");
  }

  private static long ofRevision(Rig rig, String topic, int revision) {
    return rig.distinct(topic).stream().filter(meta -> meta.revision() == revision).count();
  }

  private static List<String> storedEffects(Rig rig) {
    var effects = new ArrayList<String>();
    rig.dump(
        new StoreDump() {
          @Override
          public void effect(
              long order, int effect, UUID cause, @Nullable UUID outcome, long nanos, int replay) {
            effects.add(order + " " + effect + " " + cause + " " + nanos + " " + replay);
          }

          @Override
          public void order(OrderState state) {
            effects.add(state.toString());
          }
        });
    return effects;
  }

  private static void awaitCommitted(Rig rig) {
    try (var cluster = cluster(rig)) {
      for (StageName stage : StageName.values()) {
        await()
            .atMost(LONG)
            .until(
                () ->
                    cluster.checkpoint(stage.group()).isEmpty() || cluster.lag(stage.group()) == 0);
      }
    }
  }

  @Test
  void whatAServiceRefusedIsRedrivenAndDoneOnceUnderTheReplaysNumber() {
    int orders = 15;
    try (var rig = rig()) {
      rig.with(ReplayLaneIT::givingUpSoon).startPipeline();
      rig.services.get(StageName.PAYMENT).mode(new ServiceMode.Unavailable());
      rig.place(0, orders);
      await().atMost(LONG).until(() -> open(rig).size() >= orders);
      assertThat(open(rig)).extracting(DeadLetter::cause).containsOnly("ServiceFailure");

      // the service is still out: what fails again is an open dead letter again, and not looped
      SealedPlan tooEarly = redrive(rig, 2);
      assertThat(run(rig, tooEarly).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      await().atMost(LONG).until(() -> open(rig).size() >= orders);
      assertThat(open(rig)).hasSize(orders).extracting(DeadLetter::redrives).containsOnly(1);
      assertThatThrownBy(() -> redrive(rig, 1))
          .isInstanceOf(ReplayRefusedException.class)
          .hasMessageContaining("15 dead letters were redriven 1 times and failed again");

      rig.services.get(StageName.PAYMENT).mode(ServiceMode.NORMAL);
      SealedPlan sealed = redrive(rig, 2);
      assertThat(sealed.plan().blastRadius().effectsPresent()).isZero();
      assertThat(run(rig, sealed).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      rig.awaitEnd(orders);
      rig.stopPipeline();

      assertThat(open(rig)).isEmpty();
      assertThat(rig.effects)
          .filteredOn(effect -> effect.type() == EffectType.CHARGE && effect.performed())
          .hasSize(orders)
          .extracting(Effect::replay)
          .containsOnly(sealed.replayId());
      assertThat(rig.read("payments"))
          .extracting(
              record -> EventHeaders.text(record.headers(), EventHeaders.REPLAY_ID).orElse(""))
          .containsOnly(Integer.toString(sealed.replayId()));
      rig.requireAgreement(orders);
    }
  }

  @Test
  void aStageThatGivesTooManyEventsUpPausesInsteadOfFloodingItsQueue() {
    int orders = 400;
    var limit = new DeadLetterLimit(0.5, 20, Duration.ofSeconds(6));
    try (var rig = rig()) {
      rig.with(
              settings ->
                  settings.name() == StageName.PAYMENT
                      ? givingUpSoon(settings).withDeadLetterLimit(limit)
                      : settings)
          .startPipeline();
      rig.services.get(StageName.PAYMENT).mode(new ServiceMode.Unavailable());
      rig.place(0, orders);
      await().atMost(LONG).until(() -> rig.noted(StageEvent.OVERFLOW_PAUSED) == 1);

      rig.services.get(StageName.PAYMENT).mode(ServiceMode.NORMAL);
      await().atMost(LONG).until(() -> rig.noted(StageEvent.OVERFLOW_RESUMED) == 1);
      await()
          .atMost(LONG)
          .until(() -> rig.distinct("payments").size() + open(rig).size() >= orders);

      // those that it is counted over, and calls that were under way; not the queue's whole length
      assertThat(open(rig)).hasSizeBetween(10, orders / 2);
      assertThat(rig.noted(StageEvent.OVERFLOW_PAUSED)).isEqualTo(1);
      rig.stopPipeline();
    }
  }

  private static StageSettings givingUpSoon(StageSettings settings) {
    return new StageSettings(
        settings.name(),
        settings.bootstrapServers(),
        settings.consumers(),
        settings.downstreamUrl(),
        settings.concurrency(),
        settings.callTimeout(),
        new RetryPolicy(2, Duration.ofMillis(50), Duration.ofMillis(100)),
        OnOutage.RETRY,
        settings.tuning());
  }

  private List<DeadLetter> open(Rig rig) {
    try (var cluster = cluster(rig)) {
      var reader = new DeadLetterReader(access(rig), cluster);
      Triage triage = reader.triage();
      return reader.letters(List.of("inventory.payment.dlq")).stream()
          .filter(letter -> triage.of(letter).isEmpty())
          .toList();
    }
  }

  private SealedPlan redrive(Rig rig, int maxPasses) {
    try (var cluster = cluster(rig)) {
      var reader = new DeadLetterReader(access(rig), cluster);
      new TriageDesk(access(rig), cluster).open();
      return plan(
          rig,
          RedriveRequests.of(
              new ArrayList<>(open(rig)),
              reader.triage(),
              "owner",
              "the provider is back",
              new Target.Stage(),
              FAST,
              null,
              new Redrive(maxPasses, Map.of())));
    }
  }

  private SealedPlan plan(Rig rig, ReplayRequest request) {
    planTime = planTime.plusSeconds(1);
    try (var cluster = cluster(rig);
        Connection connection = connection(rig)) {
      var effects = new EffectLookup(connection, rig.store.schema());
      SealedPlan sealed =
          new Planner(access(rig), cluster, StoreView.of(effects))
              .plan(request, Policy.USUAL, planTime);
      replays().write(sealed);
      return sealed;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Plans without a look into the store. */
  private SealedPlan planUnseen(Rig rig, ReplayRequest request) {
    planTime = planTime.plusSeconds(1);
    try (var cluster = cluster(rig)) {
      SealedPlan sealed = new Planner(access(rig), cluster).plan(request, Policy.USUAL, planTime);
      replays().write(sealed);
      return sealed;
    }
  }

  private Outcome run(Rig rig, SealedPlan sealed) {
    try (Connection connection = connection(rig)) {
      return run(rig, sealed, StoreView.of(new EffectLookup(connection, rig.store.schema())));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Connection connection(Rig rig) throws SQLException {
    return DriverManager.getConnection(rig.store.jdbcUrl(), rig.store.user(), rig.store.password());
  }

  private Outcome run(Rig rig, SealedPlan sealed, StoreView store) {
    var audit = new AuditLog(replays().audit(), Clock.systemUTC(), AuditMirror.NONE);
    var gate = new Gate(replays(), sealed, audit);
    gate.approve(Policy.USUAL, "anna", "", Instant.now());
    gate.requireApproved(Policy.USUAL, Instant.now());
    try (var cluster = cluster(rig)) {
      gate.requireUnchanged(cluster);
      return new ReplayRun(access(rig), cluster, replays(), sealed, audit, status -> {}, store)
          .run();
    }
  }

  private String audited() {
    try {
      return Files.readString(replays().audit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReplayFolder replays() {
    return new ReplayFolder(folder.resolve("replays"));
  }

  private static ClusterAccess access(Rig rig) {
    return ClusterAccess.plain(rig.bootstrap());
  }

  private static ClusterView cluster(Rig rig) {
    return ClusterView.of(access(rig), "replay-test");
  }
}
