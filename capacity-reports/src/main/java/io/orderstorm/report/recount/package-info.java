/**
 * The second pass: counts again, in another way, what the analysis says, so that a defect of the
 * analysis does not confirm itself.
 *
 * <p>Idea: plain sequential reading into lists and hash maps of objects, one small class per
 * question, obviously right and slow. It shares the decoding of records with the columnar analysis
 * and nothing else; percentiles are exact, from sorted values. {@link
 * io.orderstorm.report.recount.Recount} is the entry.
 *
 * <p>Units: times are run nanos. Sizes: several KiB of heap an order. Threads: one.
 */
@NullMarked
package io.orderstorm.report.recount;

import org.jspecify.annotations.NullMarked;
