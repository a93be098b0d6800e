package io.orderstorm.simulator.downstream;

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

  /** Answers 500 to a share of requests, after the usual time and without doing anything. */
  record Failing(double share) implements ServiceMode {
    public Failing {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share must be 0 to 1, not " + share);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.failing(this);
    }
  }

  /** What to do in each mode. */
  interface Cases<R> {
    R slow(Slow mode);

    R refusing(Refusing mode);

    R unavailable(Unavailable mode);

    R failing(Failing mode);
  }
}
