package io.orderstorm.report.comparison;

/**
 * A metric that is described and not tested: tails of a shared machine measure its neighbours.
 *
 * @param ratio how many times the base the treatment is, by the median of all pairs of runs
 * @param detectableShare the smallest rise, as a share of the base, that a test of this metric
 *     alone would show four times in five
 */
public record TailDifference(
    String metric,
    String unit,
    double baseMedian,
    double withMedian,
    double ratio,
    double detectableShare) {}
