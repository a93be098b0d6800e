/**
 * The second pass: counts again, in another way, what the analysis says, so that a defect of the
 * analysis does not confirm itself.
 *
 * <p>Idea: plain sequential reading into lists and hash maps of objects, one small class per
 * question, obviously right and slow. It shares the decoding of records with the columnar analysis
 * and nothing else; percentiles are exact to the microsecond, from sorted values. {@link
 * io.orderstorm.report.recount.Recount} is the entry.
 *
 * <p>Units: times are run nanos. Sizes: several KiB of heap an order, so a large run is counted a
 * share of its orders after the other, as many at once as the heap has room for, and the counts are
 * added up; what several orders have in common (commits, retries, dead letters, shared keys) is
 * kept for all. Only in a run of several shares, an event that names another order's event as its
 * cause finds it if both are in one share. Threads: shares are counted beside each other, each by
 * one.
 */
@NullMarked
package io.orderstorm.report.recount;

import org.jspecify.annotations.NullMarked;
