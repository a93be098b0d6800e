/**
 * Faults happen at their times, prove that they bit, and are put right again, whatever else goes
 * wrong.
 *
 * <p>A {@link io.orderstorm.fault.injection.FaultInjector} begins a {@link
 * io.orderstorm.fault.injection.FaultInjection}, in which every fault has a thread of its own: it
 * waits for the fault's moment, injects it, waits for its end or for the injection to be stopped,
 * and reverts it. So a slow fault never delays another one, and all reversals start at once when
 * the injection is closed or aborted, also of a fault whose own injection hangs or failed half-way.
 *
 * <p>What faults are done to is behind ports, which the environment implements. Ports are called
 * from the faults' threads; they may block and throw, and what they tell must be fit to print.
 * Moments are run nanos: the time base that all processes of a run share.
 */
@NullMarked
package io.orderstorm.fault.injection;

import org.jspecify.annotations.NullMarked;
