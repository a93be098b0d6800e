package io.orderstorm.scenario.model;

import java.time.Duration;

/** How long a downstream service works on a call. */
public sealed interface ServiceTime {

  <R> R match(Cases<R> cases);

  /** Always the same. */
  record Constant(Duration time) implements ServiceTime {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.constant(this);
    }
  }

  /** Log-normal, given by its median and its 99th percentile. */
  record Lognormal(Duration median, Duration p99) implements ServiceTime {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lognormal(this);
    }
  }

  /** Exponential, given by its mean. */
  record Exponential(Duration mean) implements ServiceTime {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.exponential(this);
    }
  }

  /** One answer per kind of distribution. */
  interface Cases<R> {
    R constant(Constant time);

    R lognormal(Lognormal time);

    R exponential(Exponential time);
  }
}
