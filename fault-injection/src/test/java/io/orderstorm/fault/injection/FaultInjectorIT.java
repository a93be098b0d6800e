package io.orderstorm.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.lease.ProcessMark;
import io.orderstorm.fault.lease.Reversal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FaultInjectorIT {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final FakePorts ports = new FakePorts();
  private final Notes notes = new Notes();
  private final FaultInjector injector =
      new FaultInjector(ports.at(URI.create("http://127.0.0.1:1")), System::nanoTime, notes);

  private static ProcessFault kill(String name, Duration at, Duration lasting) {
    return new ProcessFault(
        name, at, lasting, ProcessFault.Action.KILL, Target.parse("leader(orders/0)"));
  }

  private static ProcessFault process(ProcessFault.Action action, Duration lasting) {
    return new ProcessFault("p", Duration.ZERO, lasting, action, Target.parse("broker-2"));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private FaultInjection begin(Fault... faults) {
    return injector.begin(List.of(faults), System.nanoTime());
  }

  private FaultOutcome soleOutcome(FaultInjection injection) throws InterruptedException {
    assertThat(injection.awaitEnd(Duration.ofSeconds(20))).isTrue();
    return injection.outcomes().get(0);
  }

  @Test
  void aKilledProcessIsStartedAgainAtTheEndOfItsFault() throws Exception {
    var start = System.nanoTime();
    try (var injection = injector.begin(List.of(kill("loss", millis(100), millis(200))), start)) {
      var outcome = soleOutcome(injection);

      assertThat(ports.log)
          .containsExactly("resolve leader(orders/0)", "kill broker-2", "start broker-2");
      assertThat(outcome.injectedNanos().orElseThrow() - start)
          .isBetween(100_000_000L, 3_000_000_000L);
      assertThat(outcome.revertedNanos().orElseThrow() - start)
          .isBetween(300_000_000L, 3_000_000_000L);
      assertThat(outcome.effect())
          .isEqualTo(Effect.seen("broker-2 (pid 4711) no longer alive; came back after 3.4 s"));
      assertThat(injection.faultsWithoutEffect()).isEmpty();
    }
    assertThat(notes.lines).containsExactly("injected loss", "reverted loss", "effect loss true");
  }

  @Test
  void pausedProcessesAreResumedAndRestartedOnesAreBackAtOnce() throws Exception {
    try (var injection = begin(process(ProcessFault.Action.PAUSE, millis(50)))) {
      soleOutcome(injection);
    }
    try (var injection = begin(process(ProcessFault.Action.RESTART, millis(50)))) {
      soleOutcome(injection);
    }

    assertThat(ports.log)
        .containsExactly(
            "resolve broker-2",
            "pause broker-2",
            "resume broker-2",
            "resolve broker-2",
            "stop broker-2",
            "start broker-2",
            "start broker-2");
  }

  @Test
  void aGroupLosesItsPlaceOnceBeforeItsConsumersAreBack() throws Exception {
    ports.failuresToStart = 1;

    try (var injection = begin(process(ProcessFault.Action.LOSE_OFFSETS, millis(50)))) {
      assertThat(soleOutcome(injection).effect())
          .isEqualTo(
              Effect.seen("broker-2 ended; 12 records were passed over; came back after 3.4 s"));
    }

    assertThat(ports.log)
        .containsExactly(
            "resolve broker-2", "stop broker-2", "lose offsets of broker-2", "start broker-2");
  }

  @Test
  void aRollingRestartDoesNotGoOnWhileABrokerIsNotBack() throws Exception {
    ports.members = List.of("broker-1", "broker-2");
    ports.failuresToStart = 1;

    try (var injection = begin(process(ProcessFault.Action.ROLLING_RESTART, millis(50)))) {
      assertThat(soleOutcome(injection).effect().effective()).isFalse();
    }

    assertThat(ports.log).containsExactly("resolve broker-2", "stop broker-1", "start broker-1");
  }

  @Test
  void aHangingFaultDelaysNoOtherOne() throws Exception {
    ports.hangs = true;
    var poison =
        new MessageFault(
            "poison",
            millis(50),
            millis(50),
            Set.of(MessageFault.Kind.MALFORMED),
            new MessageFault.Share(Ratio.ofPercent(0.5)),
            "orders");

    try (var injection = begin(kill("loss", Duration.ZERO, millis(100)), poison)) {
      await().until(() -> injection.outcomes().get(1).effect().effective());

      assertThat(ports.log).contains("poison orders", "no poison orders");
    }
  }

  @Test
  void abortRevertsWhatStandsWithinTwoSeconds() throws Exception {
    try (var injection = begin(process(ProcessFault.Action.PAUSE, LONG))) {
      await().until(() -> ports.log.contains("pause broker-2"));
      var start = System.nanoTime();

      injection.abort();

      await().until(() -> ports.log.contains("resume broker-2"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void abortRevertsEvenAFaultThatHangsWhileItIsInjected() throws Exception {
    ports.hangs = true;
    try (var injection = begin(kill("loss", Duration.ZERO, LONG))) {
      await().until(() -> ports.log.contains("kill broker-2"));

      injection.abort();

      await().atMost(Duration.ofSeconds(5)).until(() -> ports.log.contains("start broker-2"));
      assertThat(injection.awaitEnd(Duration.ofSeconds(5))).isTrue();
      assertThat(injection.faultsWithoutEffect()).hasSize(1);
    }
  }

  @Test
  void aFrozenProcessIsOnRecordByItsIdAndStartWhileItStands() throws Exception {
    var victim = new ProcessBuilder("sleep", "600").start();
    try {
      ports.handle = Optional.of(victim.toHandle());
      var record = new CopyOnWriteArrayList<Reversal>();
      var recorded =
          new FaultInjector(
              ports.at(URI.create("http://127.0.0.1:1")),
              System::nanoTime,
              notes,
              reversal -> {
                assertThat(ports.log).doesNotContain("pause broker-2");
                record.add(reversal);
                return () -> record.remove(reversal);
              });
      try (var injection =
          recorded.begin(
              List.of(process(ProcessFault.Action.PAUSE, millis(300))), System.nanoTime())) {
        await().until(() -> ports.log.contains("pause broker-2"));
        assertThat(record)
            .containsExactly(
                new Reversal.ContinueProcess(ProcessMark.of(victim.toHandle()).orElseThrow()));

        soleOutcome(injection);
        assertThat(record).isEmpty();
      }
    } finally {
      victim.destroyForcibly();
    }
  }

  @Test
  void aPortThatHangsAndCannotBeInterruptedDelaysNoReversalByTwoSeconds() throws Exception {
    ports.deaf = true;
    try (var injection = begin(kill("loss", Duration.ZERO, LONG))) {
      await().until(() -> ports.log.contains("kill broker-2"));

      injection.abort();

      await().atMost(Duration.ofSeconds(2)).until(() -> ports.log.contains("start broker-2"));
      assertThat(injection.faultsWithoutEffect()).hasSize(1);
    } finally {
      ports.deaf = false;
    }
  }

  @Test
  void whatIsInjectedAfterItsOwnRescueIsRevertedOnceMore() throws Exception {
    ports.deaf = true;
    try (var injection = begin(kill("loss", Duration.ZERO, LONG))) {
      await().until(() -> ports.log.contains("kill broker-2"));
      injection.abort();
      await().until(() -> ports.log.contains("start broker-2"));

      ports.dead.add("broker-2");
      ports.deaf = false;

      await().until(() -> ports.dead.isEmpty());
    }
  }

  @Test
  void aVictimThatDoesNotComeBackDelaysNoOther() throws Exception {
    ports.members = List.of("broker-1", "broker-2", "broker-3");
    ports.neverBack = "broker-1";
    var injection = begin(kill("loss", Duration.ZERO, LONG));
    await().until(() -> ports.dead.size() == 3);

    injection.abort();

    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(ports.dead).containsExactly("broker-1"));
  }

  @Test
  void aFaultThatFailsHalfWayIsRevertedAllTheSame() throws Exception {
    ports.refuses = true;
    ports.members = List.of("broker-1", "broker-2");
    try (var injection = begin(kill("loss", Duration.ZERO, LONG))) {
      var outcome = soleOutcome(injection);

      assertThat(ports.dead).isEmpty();
      assertThat(outcome.effect().effective()).isFalse();
      assertThat(outcome.effect().evidence()).contains("could not be injected: no permission");
      assertThat(outcome.injectedNanos()).isEmpty();
    }
  }

  @Test
  void aReversalThatFailsIsTriedAgain() throws Exception {
    ports.failuresToStart = 2;
    try (var injection = begin(kill("loss", Duration.ZERO, millis(50)))) {
      assertThat(soleOutcome(injection).revertedNanos()).isPresent();
    }
    assertThat(ports.dead).isEmpty();
  }

  @Test
  void closingInjectsNoMoreAndSaysSo() {
    var injection = begin(kill("later", LONG, LONG));

    injection.close();

    assertThat(ports.log).isEmpty();
    assertThat(injection.faultsWithoutEffect()).hasSize(1);
    assertThat(injection.outcomes().get(0).effect().evidence())
        .isEqualTo("never injected: the run ended first");
  }

  @Test
  void aFaultThatNobodyFeltIsWithoutEffect() throws Exception {
    ports.unfelt = true;
    var slow =
        new DownstreamFault(
            "slow", Duration.ZERO, millis(50), "warehouse", new DownstreamFault.Slow(5));
    try (var injection = begin(slow)) {
      soleOutcome(injection);

      assertThat(injection.faultsWithoutEffect()).hasSize(1);
      assertThat(ports.log)
          .containsExactly("set warehouse takes 5 times as long", "reset warehouse");
    }
  }

  @Test
  void standingFaultsAreNamedWhileTheyStand() throws Exception {
    try (var injection = begin(process(ProcessFault.Action.PAUSE, LONG))) {
      await().until(() -> injection.standing().size() == 1);
      injection.abort();
      await().until(() -> injection.standing().isEmpty());
    }
  }

  @Test
  void aListenerThatFailsSpoilsNoReversal() throws Exception {
    var failing =
        new FaultInjector(
            ports.at(URI.create("http://127.0.0.1:1")),
            System::nanoTime,
            new Notes() {
              @Override
              public void injected(Fault fault, long atNanos, String evidence) {
                throw new IllegalStateException("disk full");
              }
            });
    try (var injection =
        failing.begin(List.of(kill("loss", Duration.ZERO, millis(50))), System.nanoTime())) {
      soleOutcome(injection);
    }
    assertThat(ports.dead).isEmpty();
  }

  @Test
  void twoFaultsOfOneNameAreRefused() {
    assertThatThrownBy(() -> begin(kill("a", LONG, LONG), kill("a", LONG, LONG)))
        .hasMessage("Two faults are called 'a'; names must differ");
  }

  static class Notes implements FaultListener {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void injected(Fault fault, long atNanos, String evidence) {
      lines.add("injected " + fault.name());
    }

    @Override
    public void reverted(Fault fault, long atNanos, String evidence) {
      lines.add("reverted " + fault.name());
    }

    @Override
    public void effect(Fault fault, long atNanos, Effect effect) {
      lines.add("effect " + fault.name() + " " + effect.effective());
    }
  }
}
