package io.orderstorm.report.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.ParameterValidator;

/**
 * The Universal Scalability Law, X(N) = λN / (1 + σ(N − 1) + κN(N − 1)), fitted to measured
 * throughputs by least squares (Gunther, <i>Guerrilla Capacity Planning</i>, 2007). σ is
 * contention, κ coherency, λ what one consumer carries; none is negative.
 *
 * @param sigma contention
 * @param kappa coherency
 * @param lambda throughput of one, per second
 * @param rSquared the share of the throughputs' spread that the curve explains
 * @param measuredUpTo the largest N that was measured
 * @param spread how σ, κ and λ vary together: their covariances times the square of the quantile
 *     that 95 % confidence takes, three rows of three
 */
public record ScalabilityFit(
    Parameter sigma,
    Parameter kappa,
    Parameter lambda,
    double rSquared,
    double measuredUpTo,
    List<List<Double>> spread) {

  /** Three parameters, and at least one point that could contradict them. */
  public static final int LEAST_POINTS = 4;

  /** Beyond so many times the largest N that was measured nothing is said. */
  private static final double EXTRAPOLATION = 2;

  private static final double CONFIDENCE = 0.95;
  private static final int MOST_STEPS = 10_000;

  public ScalabilityFit {
    spread = spread.stream().map(List::copyOf).toList();
  }

  /** A measured throughput. */
  public record Point(double n, double throughput) {
    public Point {
      if (!(n >= 1) || !(throughput > 0)) {
        throw new IllegalArgumentException(
            "N is at least 1 and a throughput above 0, was: " + n + ", " + throughput);
      }
    }
  }

  /** An estimate with its 95 % confidence interval. */
  public record Parameter(double estimate, double low, double high) {}

  /**
   * Fits the law.
   *
   * @throws IllegalArgumentException if there are fewer than {@link #LEAST_POINTS} points
   */
  public static ScalabilityFit of(List<Point> points) {
    if (points.size() < LEAST_POINTS) {
      throw new IllegalArgumentException(
          "the law has three parameters: at least "
              + LEAST_POINTS
              + " points are needed, there are "
              + points.size());
    }
    double unit = points.stream().mapToDouble(p -> p.throughput() / p.n()).max().orElse(1);
    double[] start = {0.01, 1e-4, 1};
    LeastSquaresProblem problem =
        new LeastSquaresBuilder()
            .start(start)
            .target(points.stream().mapToDouble(p -> p.throughput() / unit).toArray())
            .model(of -> curve(points, of), of -> jacobian(points, of))
            .parameterValidator(notNegative())
            .maxEvaluations(MOST_STEPS)
            .maxIterations(MOST_STEPS)
            .build();
    Optimum found = new LevenbergMarquardtOptimizer().optimize(problem);
    double[] best = found.getPoint().toArray();
    RealMatrix covariances = covariances(found, points.size());
    double quantile =
        new TDistribution(points.size() - (double) start.length)
            .inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2);
    return new ScalabilityFit(
        parameter(best[0], quantile * Math.sqrt(covariances.getEntry(0, 0)), 1),
        parameter(best[1], quantile * Math.sqrt(covariances.getEntry(1, 1)), 1),
        parameter(best[2], quantile * Math.sqrt(covariances.getEntry(2, 2)), unit),
        rSquared(points, best, unit),
        points.stream().mapToDouble(Point::n).max().orElse(1),
        spread(covariances.scalarMultiply(quantile * quantile), unit));
  }

  /** Of λ in its own unit, of σ and κ as they are. */
  private static List<List<Double>> spread(RealMatrix of, double unit) {
    double[] units = {1, 1, unit};
    List<List<Double>> rows = new ArrayList<>();
    for (int row = 0; row < units.length; row++) {
      List<Double> cells = new ArrayList<>();
      for (int column = 0; column < units.length; column++) {
        cells.add(of.getEntry(row, column) * units[row] * units[column]);
      }
      rows.add(cells);
    }
    return rows;
  }

  private static Parameter parameter(double estimate, double half, double unit) {
    return new Parameter(estimate * unit, (estimate - half) * unit, (estimate + half) * unit);
  }

  private static ParameterValidator notNegative() {
    return of -> of.map(value -> Math.max(0, value));
  }

  private static double denominator(double n, double[] of) {
    return 1 + of[0] * (n - 1) + of[1] * n * (n - 1);
  }

  private static double[] curve(List<Point> points, double[] of) {
    return points.stream().mapToDouble(p -> of[2] * p.n() / denominator(p.n(), of)).toArray();
  }

  private static double[][] jacobian(List<Point> points, double[] of) {
    double[][] slopes = new double[points.size()][];
    for (int i = 0; i < slopes.length; i++) {
      double n = points.get(i).n();
      double d = denominator(n, of);
      double steep = -of[2] * n / (d * d);
      slopes[i] = new double[] {steep * (n - 1), steep * n * (n - 1), n / d};
    }
    return slopes;
  }

  private static RealMatrix covariances(Optimum found, int points) {
    double variance = found.getCost() * found.getCost() / (points - 3);
    return found.getCovariances(1e-14).scalarMultiply(variance);
  }

  private static double rSquared(List<Point> points, double[] best, double unit) {
    double[] measured = points.stream().mapToDouble(p -> p.throughput() / unit).toArray();
    ArrayRealVector values = new ArrayRealVector(measured);
    ArrayRealVector rest = values.subtract(new ArrayRealVector(curve(points, best)));
    double mean = values.getL1Norm() / values.getDimension();
    double spread = values.mapSubtract(mean).getNorm();
    return 1 - rest.getNorm() * rest.getNorm() / (spread * spread);
  }

  /**
   * Whether the points determine the law: one consumer carries something for sure, and σ is known
   * to less than the whole range that it can have. Otherwise nothing follows from it.
   */
  public boolean isDetermined() {
    return lambda.low() > 0 && sigma.high() - sigma.low() < 1;
  }

  /** The N beyond which nothing is said. */
  public double limit() {
    return EXTRAPOLATION * measuredUpTo;
  }

  /** The throughput at N; empty beyond the {@link #limit}. */
  public OptionalDouble throughputAt(double n) {
    double[] of = {sigma.estimate(), kappa.estimate(), lambda.estimate()};
    return n > limit() ? OptionalDouble.empty() : OptionalDouble.of(of[2] * n / denominator(n, of));
  }

  /**
   * The lower end of the 95 % interval of the throughput at N, by the delta method: the estimate
   * less √(gᵀ·C·g), where g is how steeply the curve changes with σ, κ and λ there and C is {@link
   * #spread}. Never below 0; empty beyond the {@link #limit}.
   */
  public OptionalDouble leastThroughputAt(double n) {
    OptionalDouble estimate = throughputAt(n);
    if (estimate.isEmpty()) {
      return estimate;
    }
    double[] of = {sigma.estimate(), kappa.estimate(), lambda.estimate()};
    double[] steep = jacobian(List.of(new Point(n, 1)), of)[0];
    double variance = 0;
    for (int row = 0; row < steep.length; row++) {
      for (int column = 0; column < steep.length; column++) {
        variance += steep[row] * spread.get(row).get(column) * steep[column];
      }
    }
    return OptionalDouble.of(
        Math.max(0, estimate.getAsDouble() - Math.sqrt(Math.max(0, variance))));
  }

  /** The N of the highest throughput, √((1 − σ)/κ); empty if it lies beyond the {@link #limit}. */
  public OptionalDouble peak() {
    double n = Math.sqrt(Math.max(0, 1 - sigma.estimate()) / kappa.estimate());
    return n <= limit() ? OptionalDouble.of(Math.max(1, n)) : OptionalDouble.empty();
  }
}
