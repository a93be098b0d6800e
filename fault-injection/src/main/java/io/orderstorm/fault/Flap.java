package io.orderstorm.fault;

import java.time.Duration;

/**
 * A link fault that comes and goes: in every period it stands for the first part and is away for
 * the rest.
 *
 * @param period from the beginning of one flap to that of the next
 * @param duty the part of a period for which the fault stands, between 0% and 100%
 */
public record Flap(Duration period, Ratio duty) {

  /** Shorter phases would measure the proxy's control channel, not the link. */
  public static final Duration SHORTEST_PHASE = Duration.ofMillis(20);

  public Flap {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          "flap: period must be longer than 0, but is " + DurationText.of(period));
    }
    if (!(duty.value() > 0 && duty.value() < 1)) {
      throw new IllegalArgumentException(
          "flap: duty must be above 0% and below 100%, but is " + duty);
    }
    var shorter = Math.min(duty.value(), 1 - duty.value()) * period.toNanos();
    if (shorter < SHORTEST_PHASE.toNanos()) {
      throw new IllegalArgumentException(
          "flap: each phase must last at least "
              + DurationText.of(SHORTEST_PHASE)
              + ", but "
              + duty
              + " of "
              + DurationText.of(period)
              + " leaves less");
    }
  }

  /** How long the fault stands in each period. */
  public Duration on() {
    return Duration.ofNanos(Math.round(period.toNanos() * duty.value()));
  }

  /** How many flaps begin within a window of that length. */
  public int count(Duration window) {
    return Math.toIntExact((window.toNanos() + period.toNanos() - 1) / period.toNanos());
  }

  /** When the last flap ends, counted from the beginning of a window of that length. */
  public Duration end(Duration window) {
    var last = period.multipliedBy(count(window) - 1L).plus(on());
    return last.compareTo(window) < 0 ? last : window;
  }

  /** {@code flapping, 300ms of every 1s}. */
  public String describe() {
    return "flapping, " + DurationText.of(on()) + " of every " + DurationText.of(period);
  }
}
