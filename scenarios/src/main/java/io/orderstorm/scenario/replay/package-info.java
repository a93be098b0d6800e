/**
 * Governed replay as one flow: plan, approve, look, run, audit, and the dead letters. The command
 * line and the drills do it through the same {@link io.orderstorm.scenario.replay.Desk}, so that
 * what a drill proves is what an operator has.
 *
 * <p>A desk belongs to one thread; the limits are those of the simulator's replay packages.
 */
@NullMarked
package io.orderstorm.scenario.replay;

import org.jspecify.annotations.NullMarked;
