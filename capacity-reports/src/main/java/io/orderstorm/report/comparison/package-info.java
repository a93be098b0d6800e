/**
 * Whether two groups of runs differ by more than chance. The run is the unit: orders within a run
 * share its machine, its brokers and its moment, so a test over orders would find differences
 * between any two runs.
 *
 * <p>{@link io.orderstorm.report.comparison.GroupComparison} is the entry. It works on logarithms,
 * so a difference is a ratio, and judges all metrics of the family together by one permutation test
 * with the greatest statistic (Westfall and Young, <i>Resampling-Based Multiple Testing</i>, 1993):
 * if no metric differs, the chance that any is called different is at most the level. Nothing in
 * here reads a clock or a file; chance is seeded.
 *
 * <p>Hipparchus (the maintained successor of Apache Commons Math) lists the permutations and knows
 * the quantiles of Student's distribution.
 */
@NullMarked
package io.orderstorm.report.comparison;

import org.jspecify.annotations.NullMarked;
