package io.orderstorm.report.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where latency begins to rise steeply with the rate: the point farthest below the straight line
 * from the first point of the curve to its last, both axes scaled to one (Satopää and others,
 * <i>Finding a "Kneedle" in a Haystack</i>, 2011).
 *
 * @param ratePerSecond of the probe at the knee
 * @param p99Ms its latency
 */
public record Knee(double ratePerSecond, double p99Ms) {

  /** Fewer points are no curve. */
  private static final int LEAST = 5;

  /** A knee that is so shallow is none: the curve is nearly straight. */
  private static final double SHALLOW = 0.1;

  /** A point of the curve. */
  public record Point(double ratePerSecond, double p99Ms) {}

  /** The knee of a curve; empty if there are too few points or the curve has none. */
  public static Optional<Knee> of(List<Point> curve) {
    List<Point> points =
        curve.stream().sorted(Comparator.comparingDouble(Point::ratePerSecond)).toList();
    if (points.size() < LEAST) {
      return Optional.empty();
    }
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    double least = points.stream().mapToDouble(Point::p99Ms).min().orElse(0);
    double most = points.stream().mapToDouble(Point::p99Ms).max().orElse(0);
    double width = last.ratePerSecond() - first.ratePerSecond();
    if (width <= 0 || most <= least) {
      return Optional.empty();
    }
    Point knee = first;
    double deepest = 0;
    for (Point point : points) {
      double along = (point.ratePerSecond() - first.ratePerSecond()) / width;
      double up = (point.p99Ms() - least) / (most - least);
      if (along - up > deepest) {
        deepest = along - up;
        knee = point;
      }
    }
    return deepest < SHALLOW
        ? Optional.empty()
        : Optional.of(new Knee(knee.ratePerSecond(), knee.p99Ms()));
  }
}
