/**
 * The orders of a run, deterministic by position: order <em>n</em> of seed <em>s</em> is the same
 * on every machine and in every process, and any <em>n</em> can be made without its predecessors.
 *
 * <p>Chance comes from a counter-based generator (SplitMix64's finaliser over seed, position and
 * field), so there is no state to share or to lose. {@link OrderGenerator} is immutable and safe
 * for any number of threads; an {@link Order} is a reusable row that belongs to one thread.
 *
 * <p>Units: amounts are in the currency's minor unit (cents, or whole yen).
 */
@NullMarked
package io.orderstorm.simulator.order;

import org.jspecify.annotations.NullMarked;
