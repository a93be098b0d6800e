/**
 * Brokers and a database that the user runs and others may use too: whether a run may go there, and
 * what it makes there and takes away again.
 *
 * <p>Everything is asked before anything is made: {@link
 * io.orderstorm.scenario.external.Inspection} only reads. {@link
 * io.orderstorm.scenario.external.Belongings} is on disk before the first topic is, so that a later
 * start can remove what a killed run left. Nothing that it does not name is ever touched. All of it
 * blocks, and is used by one thread.
 */
@NullMarked
package io.orderstorm.scenario.external;

import org.jspecify.annotations.NullMarked;
