package io.orderstorm.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.schedule.Schedule;
import io.orderstorm.fault.schedule.ScheduledFault;
import io.orderstorm.fault.schedule.Start;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Faults that wait for a condition. */
class PlanInjectionTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final FakePorts ports = new FakePorts();
  private final FaultInjectorIT.Notes notes = new FaultInjectorIT.Notes();
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong rate = new AtomicLong();

  private final Signals signals =
      new Signals() {
        @Override
        public OptionalLong lag(String group) {
          return group.equals("payment") ? OptionalLong.of(lag.get()) : OptionalLong.empty();
        }

        @Override
        public OptionalDouble offeredPerSecond() {
          return OptionalDouble.of(rate.get());
        }
      };

  private static Fault pause(String name, Duration at, Duration lasting) {
    return new ProcessFault(name, at, lasting, ProcessFault.Action.PAUSE, Target.parse("broker-2"));
  }

  private static ScheduledFault when(Start start, Fault fault) {
    return new ScheduledFault(fault, start, Optional.empty());
  }

  private FaultInjection begin(Duration load, ScheduledFault... faults) {
    var plan = new Schedule(List.of(faults), Optional.empty()).plan(load);
    return new FaultInjector(ports.at(URI.create("http://127.0.0.1:1")), System::nanoTime, notes)
        .begin(plan, System.nanoTime(), signals);
  }

  @Test
  void aFaultBeginsWhenTheLagIsAboveItsLimit() throws Exception {
    lag.set(5_000);
    var late = pause("late", Duration.ZERO, Duration.ofMillis(50));
    try (var injection = begin(LONG, when(new Start.LagAbove("payment", 5_000), late))) {
      await().during(Duration.ofMillis(200)).until(() -> notes.lines.isEmpty());

      lag.set(5_001);

      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();
      assertThat(notes.lines).containsExactly("injected late", "reverted late", "effect late true");
    }
  }

  @Test
  void aFaultBeginsWhenTheRateIsReached() throws Exception {
    rate.set(999);
    var peak = pause("peak", Duration.ZERO, Duration.ofMillis(50));
    try (var injection = begin(LONG, when(new Start.RateReached(1_000), peak))) {
      await().during(Duration.ofMillis(200)).until(() -> notes.lines.isEmpty());

      rate.set(1_000);

      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();
      assertThat(injection.faultsWithoutEffect()).isEmpty();
    }
  }

  @Test
  void aFaultBeginsSoLongAfterTheReversalOfAnother() throws Exception {
    var delay = Duration.ofMillis(150);
    var first = pause("first", Duration.ZERO, Duration.ofMillis(100));
    var second = pause("second", Duration.ZERO, Duration.ofMillis(50));
    try (var injection =
        begin(
            LONG,
            when(new Start.After("first", Start.Moment.REVERTED, delay), second),
            ScheduledFault.of(first))) {
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      var reverted = outcome(injection, "first").revertedNanos().orElseThrow();
      var injected = outcome(injection, "second").injectedNanos().orElseThrow();
      assertThat(injected - reverted).isGreaterThanOrEqualTo(delay.toNanos());
      assertThat(ports.log)
          .containsExactly(
              "resolve broker-2",
              "pause broker-2",
              "resume broker-2",
              "resolve broker-2",
              "pause broker-2",
              "resume broker-2");
    }
  }

  private static FaultOutcome outcome(FaultInjection injection, String fault) {
    return injection.outcomes().stream()
        .filter(outcome -> outcome.fault().name().equals(fault))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aConditionThatNeverComesTrueIsGivenUpAtTheEndOfTheLoad() throws Exception {
    var never = pause("never", Duration.ZERO, Duration.ofMillis(50));
    var neither = pause("neither", Duration.ZERO, Duration.ofMillis(50));
    try (var injection =
        begin(
            Duration.ofMillis(200),
            when(new Start.LagAbove("payment", 5), never),
            when(new Start.After("never", Start.Moment.INJECTED, Duration.ZERO), neither))) {
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThat(ports.log).isEmpty();
      assertThat(injection.faultsWithoutEffect()).hasSize(2);
      assertThat(outcome(injection, "never").effect().evidence())
          .isEqualTo(
              "never injected: the load ended before its time came: when the lag of payment is above 5");
    }
  }

  @Test
  void anAbortEndsTheWaitingForACondition() throws Exception {
    var never = pause("never", Duration.ZERO, Duration.ofMillis(50));
    try (var injection = begin(LONG, when(new Start.LagAbove("payment", 5), never))) {
      injection.abort();

      assertThat(injection.awaitEnd(Duration.ofSeconds(5))).isTrue();
      assertThat(ports.log).isEmpty();
    }
  }
}
