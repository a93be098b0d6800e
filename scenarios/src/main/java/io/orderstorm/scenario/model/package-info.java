/**
 * A scenario as values: what is asked, of which pipeline, under which load and faults, and what
 * must hold.
 *
 * <p>Immutable and already checked; {@link io.orderstorm.scenario.file} reads them from YAML. Times
 * are {@link java.time.Duration}s from the start of the load, rates {@link
 * io.orderstorm.scenario.model.Rate}s in orders.
 */
@NullMarked
package io.orderstorm.scenario.model;

import org.jspecify.annotations.NullMarked;
