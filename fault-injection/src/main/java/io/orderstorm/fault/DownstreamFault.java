package io.orderstorm.fault;

import java.time.Duration;

/** A downstream service misbehaves by itself, behind a link that works. */
public record DownstreamFault(String name, Duration at, Duration lasting, String service, Mode mode)
    implements Fault {

  public DownstreamFault {
    Required.window(name, at, lasting);
    Required.text(service, "Fault '" + name + "': service");
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

  /** A share of the calls is answered with an HTTP error. */
  public record Failing(int status, Ratio share) implements Mode {
    public Failing {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException(
            "status must be an HTTP error from 400 to 599, but is " + status);
      }
      if (share.equals(Ratio.NONE)) {
        throw new IllegalArgumentException("share must be above 0%, or it has no effect");
      }
    }

    @Override
    public String describe() {
      return "answers "
          + status
          + (share.equals(Ratio.ALL) ? "" : " to " + share + " of the calls");
    }

    @Override
    public <R> R match(ModeCases<R> cases) {
      return cases.failing(this);
    }
  }

  /** One function for each mode. */
  public interface ModeCases<R> {
    R slow(Slow mode);

    R unavailable(Unavailable mode);

    R failing(Failing mode);
  }
}
