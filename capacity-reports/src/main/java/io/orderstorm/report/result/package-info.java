/**
 * What a run came to: the figures, the verdict and the series behind the pictures, all immutable.
 *
 * <p>Idea: {@link io.orderstorm.report.result.RunResult} is the one value between judging and
 * showing; a renderer takes nothing else. What could not be measured is null, never 0, and the
 * reason stands beside it.
 *
 * <p>Units: names end in {@code Ms}, {@code Seconds} or {@code PerSecond}; instants are wall-clock
 * times of the run's time base. Threads: all types are immutable.
 */
@NullMarked
package io.orderstorm.report.result;

import org.jspecify.annotations.NullMarked;
