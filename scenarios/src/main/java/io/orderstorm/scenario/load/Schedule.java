package io.orderstorm.scenario.load;

import io.orderstorm.scenario.model.Arrivals;
import io.orderstorm.scenario.model.Load;
import io.orderstorm.scenario.model.LoadStep;
import io.orderstorm.scenario.model.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A load as a rate over time and as the moments of its orders. Immutable; a pure function of the
 * load.
 */
public final class Schedule {

  private static final double NANOS = 1e9;
  private static final int PIECES_OF_A_CURVE = 32;

  private final Arrivals arrivals;
  private final List<Placed> segments;

  private Schedule(Arrivals arrivals, List<Placed> segments) {
    this.arrivals = arrivals;
    this.segments = List.copyOf(segments);
  }

  /** A segment with what came before it. */
  private record Placed(Segment segment, double startSeconds, double ordersBefore) {
    double endSeconds() {
      return startSeconds + segment.seconds();
    }

    double ordersAfter() {
      return ordersBefore + segment.orders();
    }
  }

  /** The schedule of a load. */
  public static Schedule of(Load load) {
    var placed = new ArrayList<Placed>();
    var builder = new SegmentsOfStep();
    double start = 0;
    double orders = 0;
    for (LoadStep step : load.steps()) {
      for (Segment segment : step.match(builder)) {
        var next = new Placed(segment, start, orders);
        placed.add(next);
        start = next.endSeconds();
        orders = next.ordersAfter();
      }
    }
    return new Schedule(load.arrivals(), placed);
  }

  /** How long orders leave. */
  public Duration lasting() {
    return Duration.ofNanos(Math.round(last().endSeconds() * NANOS));
  }

  /**
   * The integral of the rate: exactly the number of orders if they leave evenly (rounded down),
   * their mean if not.
   */
  public double expectedOrders() {
    return last().ordersAfter();
  }

  /**
   * The rate that is asked for at a moment since the load began; zero before and after the load.
   */
  public Rate rateAt(Duration at) {
    double seconds = at.toNanos() / NANOS;
    if (seconds < 0 || seconds >= last().endSeconds()) {
      return Rate.ZERO;
    }
    for (Placed placed : segments) {
      if (seconds < placed.endSeconds()) {
        return new Rate(Math.max(0, placed.segment().rateAt(seconds - placed.startSeconds())));
      }
    }
    return Rate.ZERO;
  }

  /** Orders asked for from the start to a moment since the load began. */
  public double expectedOrdersBy(Duration at) {
    double seconds = Math.max(0, at.toNanos() / NANOS);
    for (Placed placed : segments) {
      if (seconds < placed.endSeconds()) {
        return placed.ordersBefore() + placed.segment().ordersBy(seconds - placed.startSeconds());
      }
    }
    return expectedOrders();
  }

  /** The highest rate that is asked for at any moment. */
  public Rate peak() {
    double peak = 0;
    for (Placed placed : segments) {
      Segment segment = placed.segment();
      peak = Math.max(peak, Math.max(segment.rateAt(0), segment.rateAt(segment.seconds())));
    }
    return new Rate(peak);
  }

  /** The rate over time as a line through points; a jump is two points at one moment. */
  public List<RatePoint> outline() {
    var points = new ArrayList<RatePoint>();
    for (Placed placed : segments) {
      Segment segment = placed.segment();
      int pieces = segment instanceof Segment.Exponential ? PIECES_OF_A_CURVE : 1;
      for (int i = 0; i <= pieces; i++) {
        double at = segment.seconds() * i / pieces;
        points.add(
            new RatePoint(
                Duration.ofNanos(Math.round((placed.startSeconds() + at) * NANOS)),
                new Rate(Math.max(0, segment.rateAt(at)))));
      }
    }
    return points;
  }

  /** The rate at a moment since the load began. */
  public record RatePoint(Duration at, Rate rate) {}

  /** The moments of the orders, from the first; the same for the same seed. */
  public Departures departures(long seed) {
    Positions positions =
        arrivals == Arrivals.EVEN ? new Positions.Even() : new Positions.Poisson(seed);
    return new AtPositions(positions);
  }

  private Placed last() {
    return segments.get(segments.size() - 1);
  }

  /** Moves along the segments as the orders' cumulative positions grow. */
  private final class AtPositions implements Departures {
    private final Positions positions;
    private int index;

    private AtPositions(Positions positions) {
      this.positions = positions;
    }

    @Override
    public long nextNanos() {
      double position = positions.next();
      while (index < segments.size() && position >= segments.get(index).ordersAfter()) {
        index++;
      }
      if (index == segments.size()) {
        return END;
      }
      Placed placed = segments.get(index);
      double seconds =
          placed.startSeconds() + placed.segment().secondsAt(position - placed.ordersBefore());
      return Math.round(seconds * NANOS);
    }
  }
}
