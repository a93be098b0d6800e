/**
 * What the analysis must know of a scenario: who ran what, how the pipeline is wired, which load
 * was meant, what was promised for it and which faults were meant to hit it.
 *
 * <p>Idea: the analysis does not read scenario files. Whoever does builds {@link
 * io.orderstorm.report.expectation.Expectations} from them, so that a run is judged by what its own
 * folder says.
 *
 * <p>Units: {@code Duration} for times, counted from the start of the load where they are
 * positions; rates per second. Threads: all types are immutable.
 */
@NullMarked
package io.orderstorm.report.expectation;

import org.jspecify.annotations.NullMarked;
