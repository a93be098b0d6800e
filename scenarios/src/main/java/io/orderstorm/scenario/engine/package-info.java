/**
 * The live engine: a scenario in, a run folder of raw records out. {@link
 * io.orderstorm.scenario.engine.LiveEngine} reads top to bottom as a run's life; everything else
 * here is one part of it.
 *
 * <p>Nothing here judges. What is reported is computed afterwards, from the run folder alone.
 */
@NullMarked
package io.orderstorm.scenario.engine;

import org.jspecify.annotations.NullMarked;
