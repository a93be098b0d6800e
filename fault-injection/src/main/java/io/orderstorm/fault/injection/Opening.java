package io.orderstorm.fault.injection;

import io.orderstorm.fault.schedule.Start;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The way to a fault's beginning.
 *
 * @param atNanos when it begins, or from when on its condition is looked at
 * @param lastNanos when a condition that did not come true is given up
 * @param others the faults that it may wait for
 */
record Opening(
    long atNanos,
    long lastNanos,
    Start start,
    Signals signals,
    Function<String, FaultLease> others,
    LongSupplier runNanos) {

  private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(20);

  /** At a moment, without a condition. */
  static Opening at(long atNanos, LongSupplier runNanos) {
    return new Opening(
        atNanos,
        Long.MAX_VALUE,
        new Start.AtItsTime(),
        Signals.none(),
        name -> {
          throw new IllegalArgumentException("There is no fault '" + name + "'");
        },
        runNanos);
  }

  /** Waits; tells why the fault can't begin, or nothing if it shall begin now. */
  Optional<String> await(CountDownLatch stop) {
    if (Pause.until(atNanos, runNanos, stop)) {
      return Optional.of("the run ended first");
    }
    return start.match(new Wait(stop));
  }

  private final class Wait implements Start.Cases<Optional<String>> {

    private final CountDownLatch stop;

    private Wait(CountDownLatch stop) {
      this.stop = stop;
    }

    @Override
    public Optional<String> atItsTime(Start.AtItsTime timed) {
      return Optional.empty();
    }

    @Override
    public Optional<String> lagAbove(Start.LagAbove condition) {
      return until(
          () -> signals.lag(condition.group()).orElse(Long.MIN_VALUE) > condition.records());
    }

    @Override
    public Optional<String> rateReached(Start.RateReached condition) {
      return until(() -> signals.offeredPerSecond().orElse(-1) >= condition.perSecond());
    }

    @Override
    public Optional<String> after(Start.After condition) {
      var other = others.apply(condition.fault());
      var refusal = until(() -> moment(other, condition).isPresent() || other.isOver());
      if (refusal.isPresent()) {
        return refusal;
      }
      var moment = moment(other, condition);
      if (moment.isEmpty()) {
        return Optional.of(condition.fault() + " never was");
      }
      return Pause.until(moment.getAsLong() + condition.delay().toNanos(), runNanos, stop)
          ? Optional.of("the run ended first")
          : Optional.empty();
    }

    private Optional<String> until(BooleanSupplier condition) {
      while (!condition.getAsBoolean()) {
        var now = runNanos.getAsLong();
        if (now >= lastNanos) {
          return Optional.of("the load ended before its time came: " + start.text());
        }
        if (Pause.until(now + PAUSE_BETWEEN_LOOKS.toNanos(), runNanos, stop)) {
          return Optional.of("the run ended first");
        }
      }
      return Optional.empty();
    }
  }

  private static OptionalLong moment(FaultLease other, Start.After condition) {
    return condition.moment() == Start.Moment.INJECTED
        ? other.outcome().injectedNanos()
        : other.outcome().revertedNanos();
  }
}
