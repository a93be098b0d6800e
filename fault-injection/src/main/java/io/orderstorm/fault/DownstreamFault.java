package io.orderstorm.fault;

import java.time.Duration;

/** A downstream service misbehaves by itself, behind a link that works. */
public record DownstreamFault(String name, Duration at, Duration lasting, String service, Mode mode)
    implements Fault {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  public DownstreamFault {
    Required.window(name, at, lasting);
    Required.text(service, "Fault '" + name + "': service");
    if (mode instanceof RecoveryRamp recovery && recovery.ramp().compareTo(lasting) > 0) {
      throw new IllegalArgumentException(
          "Fault '"
              + name
              + "': the ramp is the last part of the fault, so it lasts at most "
              + DurationText.of(lasting)
              + ", but is "
              + DurationText.of(recovery.ramp()));
    }
  }

  @Override
  public String describe() {
    return service + " " + mode.describe();
  }

  @Override
  public DownstreamFault occurrence(String name, Duration at) {
    return new DownstreamFault(name, at, lasting, service, mode);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.downstream(this);
  }

  /** In which way it misbehaves. */
  public sealed interface Mode {

    String describe();

    <R> R match(ModeCases<R> cases);
  }

  /** Every call takes so many times as long. */
  public record Slow(double factor) implements Mode {
    public Slow {
      if (!(factor > 1 && factor <= 1_000_000)) {
        throw new IllegalArgumentException(
            "factor must be above 1 (5 is five times as slow), but is " + factor);
      }
    }

    @Override
    public String describe() {
      return "takes "
          + (factor == Math.rint(factor) ? Long.toString((long) factor) : factor)
          + " times as long";
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.slow(this);
    }
  }

  /** No call is answered. */
  public record Unavailable() implements Mode {
    @Override
    public String describe() {
      return "answers nobody";
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.unavailable(this);
    }
  }

  /**
   * A share of the calls is answered with an HTTP error.
   *
   * @param retryAfter what the answer's {@code Retry-After} says, in whole seconds; zero for none
   */
  public record Failing(int status, Ratio share, Duration retryAfter) implements Mode {
    public Failing {
      requireError(status);
      requireSome(share);
      requireRetryAfter(retryAfter);
      if (!retryAfter.isZero() && status != TOO_MANY_REQUESTS && status != UNAVAILABLE) {
        throw new IllegalArgumentException(
            "Retry-After goes with status 429 or 503, but status is " + status);
      }
    }

    /** Without {@code Retry-After}. */
    public Failing(int status, Ratio share) {
      this(status, share, Duration.ZERO);
    }

    @Override
    public String describe() {
      return "answers "
          + status
          + (share.equals(Ratio.ALL) ? "" : " to " + share + " of the calls")
          + retryAfterText(retryAfter);
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.failing(this);
    }
  }

  /**
   * A share of the orders, chosen by their numbers, fails at every call; the others are not
   * touched.
   */
  public record PartialOutage(int status, Ratio share) implements Mode {
    public PartialOutage {
      requireError(status);
      requireSome(share);
    }

    @Override
    public String describe() {
      return "answers " + status + " to every call for " + share + " of the orders";
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.partialOutage(this);
    }
  }

  /**
   * Every call is done in the usual time, but its answer lies there for so long. Beyond the
   * caller's time-out, the caller can't know that the effect happened.
   */
  public record LateAnswer(Duration delay) implements Mode {
    public LateAnswer {
      requirePositive(delay, "delay");
    }

    @Override
    public String describe() {
      return "does its work and answers " + DurationText.of(delay) + " later";
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.lateAnswer(this);
    }
  }

  /**
   * Calls above a rate are answered with 429 at once.
   *
   * @param perSecond calls that are let in each second
   * @param retryAfter what the answer's {@code Retry-After} says, in whole seconds; zero for none
   */
  public record RateLimit(double perSecond, Duration retryAfter) implements Mode {
    public RateLimit {
      if (!(perSecond > 0 && perSecond <= 1_000_000)) {
        throw new IllegalArgumentException(
            "rate must be above 0/s and at most 1,000,000/s, but is " + perSecond + "/s");
      }
      requireRetryAfter(retryAfter);
    }

    @Override
    public String describe() {
      return "answers 429 to calls above "
          + (perSecond == Math.rint(perSecond) ? Long.toString((long) perSecond) : perSecond)
          + "/s"
          + retryAfterText(retryAfter);
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.rateLimit(this);
    }
  }

  /**
   * Every call is answered with 503 at once, until in the last part of the fault the share of calls
   * that is let in rises evenly from none to all.
   *
   * @param ramp how long it rises, at most as long as the fault
   */
  public record RecoveryRamp(Duration ramp) implements Mode {
    public RecoveryRamp {
      requirePositive(ramp, "ramp");
    }

    @Override
    public String describe() {
      return "answers 503, and in the last " + DurationText.of(ramp) + " lets in more and more";
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.recoveryRamp(this);
    }
  }

  /** One function for each mode. */
  public interface ModeCases<R> {
    R slow(Slow mode);

    R unavailable(Unavailable mode);

    R failing(Failing mode);

    R partialOutage(PartialOutage mode);

    R lateAnswer(LateAnswer mode);

    R rateLimit(RateLimit mode);

    R recoveryRamp(RecoveryRamp mode);
  }

  private static void requireError(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "status must be an HTTP error from 400 to 599, but is " + status);
    }
  }

  private static void requireSome(Ratio share) {
    if (share.equals(Ratio.NONE)) {
      throw new IllegalArgumentException("share must be above 0%, or it has no effect");
    }
  }

  private static void requirePositive(Duration time, String what) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          what + " must be above 0s, but is " + DurationText.of(time));
    }
  }

  private static void requireRetryAfter(Duration retryAfter) {
    boolean whole = retryAfter.toNanosPart() == 0;
    if (retryAfter.isNegative() || !whole || retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0) {
      throw new IllegalArgumentException(
          "retry-after is whole seconds, at most an hour, but is " + DurationText.of(retryAfter));
    }
  }

  private static String retryAfterText(Duration retryAfter) {
    return retryAfter.isZero() ? "" : " with Retry-After " + retryAfter.toSeconds() + " s";
  }
}
