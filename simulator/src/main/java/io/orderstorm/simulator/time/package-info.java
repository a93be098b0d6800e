/**
 * One time base for all processes of a run.
 *
 * <p>Every moment in a raw record is in <em>run nanos</em>: nanoseconds since the Unix epoch, taken
 * from the monotonic clock, which all processes of a Linux host share. A step of the wall clock
 * during a run therefore moves no record.
 */
@NullMarked
package io.orderstorm.simulator.time;

import org.jspecify.annotations.NullMarked;
