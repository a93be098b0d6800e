package io.orderstorm.simulator.downstream;

import java.time.Duration;
import java.util.SplittableRandom;

/** What is wrong with a service at the moment. */
public sealed interface ServiceMode {

  ServiceMode NORMAL = new Slow(1);

  <R> R match(Cases<R> cases);

  /** Takes {@code factor} times as long as usual; 1 is the usual. */
  record Slow(double factor) implements ServiceMode {
    public Slow {
      if (!(factor > 0 && factor <= 100_000)) {
        throw new IllegalArgumentException("factor must be above 0, not " + factor);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.slow(this);
    }
  }

  /** Does not listen: connections are closed, new ones refused. */
  record Refusing() implements ServiceMode {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refusing(this);
    }
  }

  /** Answers 503 at once, to everything. */
  record Unavailable() implements ServiceMode {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unavailable(this);
    }
  }

  /**
   * Answers with an error to a share of requests, after the usual time and without doing anything.
   *
   * @param retryAfter for the answer's {@code Retry-After}, in whole seconds; zero for none
   */
  record Failing(int status, double share, Duration retryAfter) implements ServiceMode {
    public Failing {
      requireError(status);
      requireShare(share);
    }

    /** Answers 500, without {@code Retry-After}. */
    public Failing(double share) {
      this(500, share, Duration.ZERO);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.failing(this);
    }
  }

  /**
   * Answers with an error to every request of a share of the orders, which a hash of their numbers
   * chooses, after the usual time and without doing anything.
   */
  record PartialOutage(int status, double share) implements ServiceMode {
    public PartialOutage {
      requireError(status);
      requireShare(share);
    }

    /** Whether this order is among the unlucky. */
    public boolean hits(long orderNumber) {
      return new SplittableRandom(orderNumber).nextDouble() < share;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.partialOutage(this);
    }
  }

  /** Does everything in the usual time, but answers so much later. */
  record LateAnswer(Duration delay) implements ServiceMode {
    public LateAnswer {
      requirePositive(delay, "delay");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lateAnswer(this);
    }
  }

  /**
   * Answers 429 at once to requests above a rate. A tenth of a second's worth may come at once.
   *
   * @param retryAfter for the answer's {@code Retry-After}, in whole seconds; zero for none
   */
  record RateLimit(double perSecond, Duration retryAfter) implements ServiceMode {
    public RateLimit {
      if (!(perSecond > 0)) {
        throw new IllegalArgumentException("perSecond must be above 0, not " + perSecond);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rateLimit(this);
    }
  }

  /**
   * Answers 503 at once to everything during the outage; then the share of requests that is let in
   * rises evenly, to all of them at the end of the ramp.
   */
  record RecoveryRamp(Duration outage, Duration ramp) implements ServiceMode {
    public RecoveryRamp {
      if (outage.isNegative()) {
        throw new IllegalArgumentException("outage must not be negative, was " + outage);
      }
      requirePositive(ramp, "ramp");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.recoveryRamp(this);
    }
  }

  /** What to do in each mode. */
  interface Cases<R> {
    R slow(Slow mode);

    R refusing(Refusing mode);

    R unavailable(Unavailable mode);

    R failing(Failing mode);

    R partialOutage(PartialOutage mode);

    R lateAnswer(LateAnswer mode);

    R rateLimit(RateLimit mode);

    R recoveryRamp(RecoveryRamp mode);
  }

  private static void requireError(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status must be 400 to 599, not " + status);
    }
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, not " + share);
    }
  }

  private static void requirePositive(Duration time, String name) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " must be above 0, not " + time);
    }
  }
}
