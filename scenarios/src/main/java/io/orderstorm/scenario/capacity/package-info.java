/**
 * The study of what a pipeline carries: which probes are made on a running environment, in which
 * order and under which conditions, and what becomes of their figures. The judgement itself is
 * {@code io.orderstorm.report.capacity}'s.
 *
 * <p>A {@link io.orderstorm.scenario.capacity.Study} asks a {@link
 * io.orderstorm.scenario.capacity.ProbePlayer} for one probe after another. Each is written down as
 * soon as it ended, and the study is a pure function of the answers: resuming one plays the
 * recorded answers first and goes on from there.
 *
 * <p>Jackson reads and writes the records; SnakeYAML Engine prepares the scenario of a session.
 */
@NullMarked
package io.orderstorm.scenario.capacity;

import org.jspecify.annotations.NullMarked;
