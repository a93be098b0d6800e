package io.orderstorm.fault.schedule;

import io.orderstorm.fault.DurationText;
import java.time.Duration;
import java.util.Locale;

/**
 * What lets a fault begin. A condition is looked at from the fault's {@code at} on, never before.
 */
public sealed interface Start {

  /** {@code when the lag of payment is above 5000}: the end of a sentence about the fault. */
  String text();

  <R> R match(Cases<R> cases);

  /** Exactly at the fault's {@code at}. */
  record AtItsTime() implements Start {
    @Override
    public String text() {
      return "at its time";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.atItsTime(this);
    }
  }

  /** As soon as a consumer group is more than so many records behind. */
  record LagAbove(String group, long records) implements Start {
    public LagAbove {
      if (group.isBlank()) {
        throw new IllegalArgumentException("when lag: the group must not be empty");
      }
      if (records < 0) {
        throw new IllegalArgumentException(
            "when lag: above must not be negative, but is " + records);
      }
    }

    @Override
    public String text() {
      return "when the lag of " + group + " is above " + records;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lagAbove(this);
    }
  }

  /** As soon as the load offers at least so many orders a second. */
  record RateReached(double perSecond) implements Start {
    public RateReached {
      if (!(perSecond > 0 && perSecond < Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "when rate: it must be above 0/s, but is " + perSecond + "/s");
      }
    }

    @Override
    public String text() {
      var whole = perSecond == Math.rint(perSecond);
      return String.format(
          Locale.ROOT, whole ? "when %.0f/s are offered" : "when %s/s are offered", perSecond);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rateReached(this);
    }
  }

  /** So long after a moment of another fault's life. */
  record After(String fault, Moment moment, Duration delay) implements Start {
    public After {
      if (fault.isBlank()) {
        throw new IllegalArgumentException("after: the other fault's name must not be empty");
      }
      if (delay.isNegative()) {
        throw new IllegalArgumentException(
            "after: delay must not be negative, but is " + DurationText.of(delay));
      }
    }

    @Override
    public String text() {
      return (delay.isZero() ? "as soon as " : DurationText.of(delay) + " after ")
          + fault
          + " is "
          + moment.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.after(this);
    }
  }

  /** The moments of a fault's life that another one can wait for. */
  enum Moment {
    INJECTED,
    REVERTED
  }

  /** One function for each kind of start. */
  interface Cases<R> {
    R atItsTime(AtItsTime start);

    R lagAbove(LagAbove start);

    R rateReached(RateReached start);

    R after(After start);
  }
}
