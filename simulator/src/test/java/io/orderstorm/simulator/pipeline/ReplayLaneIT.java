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
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.order.EffectType;
import io.orderstorm.simulator.order.OrderProfile.Shares;
import io.orderstorm.simulator.replay.Ceiling;
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
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
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
import io.orderstorm.simulator.store.StoreSettings;
import io.orderstorm.simulator.topic.StageName;
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
import java.util.stream.IntStream;
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
    return new Rig(
        folder,
        database,
        Rig.PROFILE.withShares(Shares.NONE),
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
    StoreSettings store = rig.store;
    try (var cluster = cluster(rig);
        Connection connection =
            DriverManager.getConnection(store.jdbcUrl(), store.user(), store.password())) {
      var effects = new EffectLookup(connection, store.schema());
      SealedPlan sealed =
          new Planner(access(rig), cluster, effects::present).plan(request, Policy.USUAL, planTime);
      replays().write(sealed);
      return sealed;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Outcome run(Rig rig, SealedPlan sealed) {
    var audit = new AuditLog(replays().audit(), Clock.systemUTC(), AuditMirror.NONE);
    var gate = new Gate(replays(), sealed, audit);
    gate.approve(Policy.USUAL, "anna", "", Instant.now());
    gate.requireApproved(Policy.USUAL, Instant.now());
    try (var cluster = cluster(rig)) {
      gate.requireUnchanged(cluster);
      return new ReplayRun(access(rig), cluster, replays(), sealed, audit, status -> {}).run();
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
