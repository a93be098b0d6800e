/**
 * When faults happen: at a time, after a condition, repeatedly, or by chance within a budget.
 *
 * <p>A {@link io.orderstorm.fault.schedule.Schedule} is what a scenario says. Its {@link
 * io.orderstorm.fault.schedule.Plan} is what follows from that for a load of a certain length:
 * repetitions written out, {@link io.orderstorm.fault.schedule.Chaos} drawn, every reference
 * resolved. A plan depends on the schedule and the seeds in it only, so the same scenario gives the
 * same plan on every machine; what a condition waits for is the one thing that a run decides.
 *
 * <p>Times are durations from the start of the load. All types are immutable values; nothing here
 * reads a clock or touches anything.
 */
@NullMarked
package io.orderstorm.fault.schedule;

import org.jspecify.annotations.NullMarked;
