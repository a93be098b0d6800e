/**
 * From raw records to figures and a verdict.
 *
 * <p>Idea: pure functions. {@link io.orderstorm.report.analysis.RunAnalysis} reads a run folder
 * into columns and judges them; nothing here reads a clock, a socket or a global, so the same
 * folder gives the same result a year later on another machine. There is one class per idea
 * (ledger, latencies, backlog, violations, recovery, validity, objectives), and {@code Judgement}
 * is where the whole reads from top to bottom.
 *
 * <p>Units: everything that ends in {@code Nanos}, and every bare time in a column, is run nanos.
 * Sizes: what grows with the number of orders is a primitive column, never an object per order.
 * Threads: one analysis is called from one thread; the sums are compared beside the reading, and
 * what is computed for each stage alone is computed for several at a time.
 *
 * <p>Percentiles come from HdrHistogram, the field's standard for latency: merged from recorded
 * values, never averaged.
 */
@NullMarked
package io.orderstorm.report.analysis;

import org.jspecify.annotations.NullMarked;
