package io.orderstorm.report.comparison;

/**
 * A metric of the family, tested.
 *
 * @param baseMedian of the runs of the base
 * @param withMedian of those with the treatment
 * @param ratio how many times the base the treatment is, by the median of all pairs of runs
 * @param ratioLow the least ratio that a 95 % test of this metric alone does not refuse
 * @param ratioHigh the greatest
 * @param p the chance of such a difference in any metric of the family if nothing differed
 * @param detectableShare the smallest rise, as a share of the base, that runs that vary so much
 *     would show four times in five
 */
public record MetricDifference(
    String metric,
    String unit,
    double baseMedian,
    double withMedian,
    double ratio,
    double ratioLow,
    double ratioHigh,
    double p,
    Finding finding,
    double detectableShare) {}
