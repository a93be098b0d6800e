package io.orderstorm.report.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * Two groups of runs, compared.
 *
 * @param baseRuns how many
 * @param withRuns how many have the treatment
 * @param level the greatest chance of any false alarm
 * @param arrangements how many ways to divide the runs the test looked at
 * @param exact whether those are all
 * @param tests the metrics that were tested together
 * @param tails the ones that were described only
 */
public record GroupComparison(
    int baseRuns,
    int withRuns,
    double level,
    int arrangements,
    boolean exact,
    List<MetricDifference> tests,
    List<TailDifference> tails) {

  /** With fewer a side, no difference whatever could be told from chance at the level. */
  public static final int LEAST_RUNS = 4;

  private static final double LEVEL = 0.05;

  /** What sums of the same values in another order may differ by. */
  private static final double ROUNDING = 1e-9;

  public GroupComparison {
    tests = List.copyOf(tests);
    tails = List.copyOf(tails);
  }

  /**
   * Compares.
   *
   * @param family the metrics to be tested, at least one
   * @param tails those to be described
   * @throws IllegalArgumentException if a group has fewer than {@link #LEAST_RUNS} runs, or a
   *     metric lacks a run
   */
  public static GroupComparison of(List<Measured> family, List<Measured> tails) {
    if (family.isEmpty()) {
      throw new IllegalArgumentException("there is no metric to be tested");
    }
    int base = family.get(0).base().size();
    int with = family.get(0).with().size();
    if (Math.min(base, with) < LEAST_RUNS) {
      throw new IllegalArgumentException(
          "a test needs at least "
              + LEAST_RUNS
              + " runs a side, there are "
              + base
              + " and "
              + with);
    }
    for (List<Measured> metrics : List.of(family, tails)) {
      for (Measured metric : metrics) {
        if (metric.base().size() != base || metric.with().size() != with) {
          throw new IllegalArgumentException(metric.metric() + ": lacks the value of a run");
        }
      }
    }
    Arrangements arrangements = new Arrangements(base, with);
    return new GroupComparison(
        base,
        with,
        LEVEL,
        arrangements.count(),
        arrangements.areExact(),
        tests(family, arrangements, base, with),
        tails.stream().map(tail -> describe(tail, arrangements, base)).toList());
  }

  /** Whether any metric got worse by more than chance. */
  public boolean hasRegression() {
    return tests.stream().anyMatch(test -> test.finding() == Finding.REGRESSION);
  }

  private static List<MetricDifference> tests(
      List<Measured> family, Arrangements arrangements, int base, int with) {
    List<double[]> logarithms = family.stream().map(Measured::logarithms).toList();
    double floor =
        Measured.median(
            logarithms.stream()
                .mapToDouble(values -> Statistic.errorOfOneGroup(values, base, with))
                .toArray());
    List<Statistic> statistics =
        logarithms.stream().map(values -> new Statistic(values, floor)).toList();
    double[] real = new double[family.size()];
    int[] atLeast = new int[family.size()];
    boolean[] first = {true};
    arrangements.forEach(
        treated -> {
          double greatest = 0;
          for (int metric = 0; metric < real.length; metric++) {
            double value = statistics.get(metric).of(treated);
            real[metric] = first[0] ? value : real[metric];
            greatest = Math.max(greatest, Math.abs(value));
          }
          first[0] = false;
          for (int metric = 0; metric < real.length; metric++) {
            atLeast[metric] += greatest >= Math.abs(real[metric]) - ROUNDING ? 1 : 0;
          }
        });
    List<MetricDifference> tests = new ArrayList<>();
    for (int metric = 0; metric < real.length; metric++) {
      double p = (double) atLeast[metric] / arrangements.count();
      tests.add(
          tested(
              family.get(metric),
              Shift.of(logarithms.get(metric), arrangements, base, LEVEL),
              p,
              finding(p, real[metric]),
              Detectable.share(logarithms.get(metric), base, LEVEL / family.size())));
    }
    return tests;
  }

  private static Finding finding(double p, double statistic) {
    if (p > LEVEL || statistic == 0) {
      return Finding.NONE;
    }
    return statistic > 0 ? Finding.REGRESSION : Finding.IMPROVEMENT;
  }

  private static MetricDifference tested(
      Measured metric, Shift shift, double p, Finding finding, double detectable) {
    return new MetricDifference(
        metric.metric(),
        metric.unit(),
        Measured.median(metric.base()),
        Measured.median(metric.with()),
        Math.exp(shift.estimate()),
        Math.exp(shift.low()),
        Math.exp(shift.high()),
        p,
        finding,
        detectable);
  }

  private static TailDifference describe(Measured tail, Arrangements arrangements, int base) {
    double[] logarithms = tail.logarithms();
    return new TailDifference(
        tail.metric(),
        tail.unit(),
        Measured.median(tail.base()),
        Measured.median(tail.with()),
        Math.exp(Shift.of(logarithms, arrangements, base, LEVEL).estimate()),
        Detectable.share(logarithms, base, LEVEL));
  }
}
