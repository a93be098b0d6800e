/**
 * The composition root of the process that hosts the stages. Starting is blocking, closing is
 * graceful: every consumer finishes what it has begun, commits and leaves its group.
 */
@NullMarked
package io.orderstorm.simulator.pipeline;

import org.jspecify.annotations.NullMarked;
