/**
 * What a pipeline carries: from probes, each a bounded load at one rate, to a plan that can be
 * signed. Rates are orders per second, times seconds or milliseconds as their names say.
 *
 * <p>All of it is pure: {@link io.orderstorm.report.capacity.RateSearch} says which rate to probe
 * next and is told how it went, {@link io.orderstorm.report.capacity.Criterion} judges a probe,
 * {@link io.orderstorm.report.capacity.ScalabilityFit} fits the Universal Scalability Law, {@link
 * io.orderstorm.report.capacity.LagRecoveryTable} says how long backlogs take. What was not
 * measured is empty and said to be so; nothing is assumed in its place.
 *
 * <p>Hipparchus (the maintained successor of Apache Commons Math) does the regression, the
 * Levenberg–Marquardt fit and the quantiles.
 */
@NullMarked
package io.orderstorm.report.capacity;

import org.jspecify.annotations.NullMarked;
