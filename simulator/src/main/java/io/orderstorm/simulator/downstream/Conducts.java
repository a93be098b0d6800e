package io.orderstorm.simulator.downstream;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Which conduct each mode asks for, from the moment that it is taken on. */
final class Conducts implements ServiceMode.Cases<Conduct> {
  private static final int UNAVAILABLE = 503;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final double NANOS_PER_SECOND = 1e9;

  private final SplittableRandom random;
  private final long sinceNanos;

  Conducts(SplittableRandom random, long sinceNanos) {
    this.random = random;
    this.sinceNanos = sinceNanos;
  }

  @Override
  public Conduct slow(ServiceMode.Slow mode) {
    return new Conduct() {
      @Override
      public double slowness() {
        return mode.factor();
      }
    };
  }

  /** Only who was connected already comes so far. */
  @Override
  public Conduct refusing(ServiceMode.Refusing mode) {
    return new Conduct() {};
  }

  @Override
  public Conduct unavailable(ServiceMode.Unavailable mode) {
    return new Conduct() {
      @Override
      public Denial atTheDoor(long nowNanos) {
        return new Denial(UNAVAILABLE);
      }
    };
  }

  @Override
  public Conduct failing(ServiceMode.Failing mode) {
    return new Conduct() {
      @Override
      public @Nullable Denial insteadOfWork(long orderNumber) {
        return random.nextDouble() < mode.share()
            ? new Denial(mode.status(), mode.retryAfter())
            : null;
      }
    };
  }

  @Override
  public Conduct partialOutage(ServiceMode.PartialOutage mode) {
    return new Conduct() {
      @Override
      public @Nullable Denial insteadOfWork(long orderNumber) {
        return mode.hits(orderNumber) ? new Denial(mode.status()) : null;
      }
    };
  }

  @Override
  public Conduct lateAnswer(ServiceMode.LateAnswer mode) {
    return new Conduct() {
      @Override
      public Duration answersLater() {
        return mode.delay();
      }
    };
  }

  @Override
  public Conduct rateLimit(ServiceMode.RateLimit mode) {
    return new TokenBucket(mode, sinceNanos);
  }

  @Override
  public Conduct recoveryRamp(ServiceMode.RecoveryRamp mode) {
    return new Conduct() {
      @Override
      public @Nullable Denial atTheDoor(long nowNanos) {
        double ramped = nowNanos - sinceNanos - (double) mode.outage().toNanos();
        return random.nextDouble() * mode.ramp().toNanos() < ramped
            ? null
            : new Denial(UNAVAILABLE);
      }
    };
  }

  /** Each request takes a token; tokens come at the rate, and a tenth of a second's fit in. */
  private static final class TokenBucket implements Conduct {
    private static final double SECONDS_THAT_FIT = 0.1;

    private final double perSecond;
    private final double capacity;
    private final Denial denial;
    private double tokens;
    private long filledNanos;

    TokenBucket(ServiceMode.RateLimit mode, long nowNanos) {
      this.perSecond = mode.perSecond();
      this.capacity = Math.max(1, perSecond * SECONDS_THAT_FIT);
      this.denial = new Denial(TOO_MANY_REQUESTS, mode.retryAfter());
      this.tokens = capacity;
      this.filledNanos = nowNanos;
    }

    @Override
    public @Nullable Denial atTheDoor(long nowNanos) {
      double came = (nowNanos - filledNanos) / NANOS_PER_SECOND * perSecond;
      tokens = Math.min(capacity, tokens + came);
      filledNanos = nowNanos;
      if (tokens < 1) {
        return denial;
      }
      tokens--;
      return null;
    }
  }
}
