package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.List;

/**
 * One part of an open load. Steps follow one another; each starts at the rate that the one before
 * ended with.
 */
public sealed interface LoadStep {

  /** How long the step lasts. */
  Duration lasting();

  <R> R match(Cases<R> cases);

  /** A constant rate. */
  record Hold(Rate rate, Duration lasting) implements LoadStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.hold(this);
    }
  }

  /** A linear change to a rate. */
  record Ramp(Rate to, Duration lasting) implements LoadStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ramp(this);
    }
  }

  /** A jump to a rate, held, and a jump back to the rate before it. */
  record Spike(Rate to, Duration lasting) implements LoadStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.spike(this);
    }
  }

  /** An exponential fall (or rise) to a rate: equal times change it by equal factors. */
  record Decay(Rate to, Duration lasting) implements LoadStep {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.decay(this);
    }
  }

  /**
   * A recorded curve, linear between its points.
   *
   * @param file the CSV that it came from, as the scenario names it
   * @param compress how many times faster than recorded it is played
   * @param points at least two, ascending in time, the first at 0; times are already compressed
   */
  record Curve(String file, double compress, List<Point> points) implements LoadStep {
    public Curve {
      points = List.copyOf(points);
      if (points.size() < 2) {
        throw new IllegalArgumentException(
            "a curve has at least two points, was: " + points.size());
      }
    }

    @Override
    public Duration lasting() {
      return points.get(points.size() - 1).at();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.curve(this);
    }

    /** The rate at a moment of the curve. */
    public record Point(Duration at, Rate rate) {}
  }

  /** One answer per kind of step. */
  interface Cases<R> {
    R hold(Hold step);

    R ramp(Ramp step);

    R spike(Spike step);

    R decay(Decay step);

    R curve(Curve step);
  }
}
