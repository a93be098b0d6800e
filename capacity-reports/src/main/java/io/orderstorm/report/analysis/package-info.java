/**
 * From raw records to figures and a verdict.
 *
 * <p>Idea: pure functions. {@link io.orderstorm.report.analysis.RunAnalysis} reads a run folder
 * into columns and judges them; nothing here reads a clock, a socket or a global, so the same
 * folder gives the same result a year later on another machine. There is one class per idea
 * (ledger, latencies, backlog, violations, recovery, validity, objectives), and {@code Judgement}
 * is where the whole reads from top to bottom.
 *
 * <p>Every order is followed, none is sampled, in about 55 bytes each. The way of a run through the
 * package:
 *
 * <ol>
 *   <li>{@code Evidence} scans each record file once into {@code OrderColumns}: primitive columns
 *       by order number. Order numbers are dense, so the number is the place. {@code Link} digests
 *       stand for ids and positions.
 *   <li>{@code Ordinary} says, from an order's marks and the balance of its links, whether all is
 *       well with it. The others are cases. What is an anomaly is decided for cases alone, by their
 *       records, in the classes that {@code Judgement.findings} calls one after the other.
 *   <li>{@code CaseFile} reads all records of the cases into tables. An order costs some 1.5 kB
 *       there, so a run in which most orders are cases takes that for most of its orders.
 *   <li>{@code StageReview} reads what each stage read once more, in the order in which it came,
 *       for what depends on all orders and on time: backlog, violations, stalls.
 * </ol>
 *
 * <p>One thing is taken for granted: that an event id belongs to one order. Two orders that share
 * one and are ordinary otherwise are not cases; the second pass, which counts by id, differs then.
 *
 * <p>Units: everything that ends in {@code Nanos}, and every bare time in a column, is run nanos.
 * Threads: one analysis is called from one thread; the sums are compared beside the reading, and
 * what is computed for each stage alone is computed for several at a time.
 *
 * <p>Maps and sets of primitives are Agrona's: small, without boxes, and no further dependencies.
 *
 * <p>Percentiles come from HdrHistogram, the field's standard for latency: merged from recorded
 * values, never averaged.
 */
@NullMarked
package io.orderstorm.report.analysis;

import org.jspecify.annotations.NullMarked;
