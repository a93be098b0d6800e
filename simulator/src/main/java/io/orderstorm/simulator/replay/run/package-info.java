/**
 * Carries an approved plan out: at most as fast as its ceiling, slower while the live path suffers,
 * each copy exactly once.
 *
 * <p>Copies and the offsets up to which was copied are committed in one Kafka transaction, under a
 * transactional id that comes from the plan's hash. Whoever runs the plan next fences this run and
 * goes on from there, so a run may end in any way at any time.
 *
 * <p>A running replay is told what to do through a file in its plan's folder, not through a topic:
 * who may read the plan may stop it, no right on the cluster is needed, and it works while the
 * brokers are what is in trouble. Time is injected as a nano clock where it decides anything.
 */
@NullMarked
package io.orderstorm.simulator.replay.run;

import org.jspecify.annotations.NullMarked;
