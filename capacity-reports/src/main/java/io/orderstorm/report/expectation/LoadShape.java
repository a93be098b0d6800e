package io.orderstorm.report.expectation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The load as it was meant: orders per second over time, linear between points; a step is two
 * points at the same time.
 *
 * @param points at least one, in order of time, from 0 to the end of the load
 * @param warmup the first part, which latency objectives leave out
 */
public record LoadShape(List<Point> points, Duration warmup) {

  private static final double NANOS = 1e9;

  /** The offered rate at a moment after the start of the load. */
  public record Point(Duration at, double perSecond) {
    public Point {
      if (at.isNegative() || !(perSecond >= 0)) {
        throw new IllegalArgumentException(
            "a load point needs a time and a rate of at least 0, given: "
                + perSecond
                + "/s at "
                + at);
      }
    }
  }

  public LoadShape {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a load needs at least one point");
    }
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).at().compareTo(points.get(i - 1).at()) < 0) {
        throw new IllegalArgumentException("load points must be in order of time: " + points);
      }
    }
  }

  /** The same rate all the time. */
  public static LoadShape constant(double perSecond, Duration duration, Duration warmup) {
    return new LoadShape(
        List.of(new Point(Duration.ZERO, perSecond), new Point(duration, perSecond)), warmup);
  }

  /** When the load ends. */
  public Duration duration() {
    return points.get(points.size() - 1).at();
  }

  /** The same load up to a moment; all of it if it ends before that. */
  public LoadShape until(Duration end) {
    List<Point> kept = points.stream().filter(point -> point.at().compareTo(end) < 0).toList();
    if (kept.size() == points.size()) {
      return this;
    }
    var cut = new ArrayList<>(kept);
    cut.add(new Point(end, kept.isEmpty() ? points.get(0).perSecond() : justBefore(end, kept)));
    return new LoadShape(cut, warmup);
  }

  /** A step at the moment itself is not part of what comes before. */
  private double justBefore(Duration end, List<Point> kept) {
    Point a = kept.get(kept.size() - 1);
    Point b = points.get(kept.size());
    double share = (double) end.minus(a.at()).toNanos() / b.at().minus(a.at()).toNanos();
    return a.perSecond() + (b.perSecond() - a.perSecond()) * share;
  }

  /** The offered rate; 0 before the load and after it. */
  public double rateAt(Duration time) {
    return rateAtNanos(time.toNanos());
  }

  /** How many orders are due within a span of time. */
  public double ordersBetween(Duration from, Duration to) {
    return ordersUntil(to.toNanos()) - ordersUntil(from.toNanos());
  }

  private double rateAtNanos(long time) {
    double rate = 0;
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      long from = a.at().toNanos();
      long to = b.at().toNanos();
      if (time >= from && time <= to && to > from) {
        rate = a.perSecond() + (b.perSecond() - a.perSecond()) * (time - from) / (to - from);
      }
    }
    return rate;
  }

  private double ordersUntil(long time) {
    double orders = 0;
    for (int i = 1; i < points.size(); i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      long from = a.at().toNanos();
      long to = b.at().toNanos();
      long until = Math.min(time, to);
      if (until > from) {
        double share = (double) (until - from) / (to - from);
        double rate = a.perSecond() + (b.perSecond() - a.perSecond()) * share;
        orders += (a.perSecond() + rate) / 2 * (until - from) / NANOS;
      }
    }
    return orders;
  }
}
