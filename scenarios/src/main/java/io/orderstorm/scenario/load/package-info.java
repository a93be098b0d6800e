/**
 * When orders are meant to leave: a load's steps as a rate over time, and the moments that follow
 * from it.
 *
 * <p>Everything here is a pure function of the load and the seed. Order <em>k</em>'s moment comes
 * from the inverse of the cumulative rate, so nothing drifts and a blocked sender changes no
 * intended time. Moments are nanoseconds since the load began.
 */
@NullMarked
package io.orderstorm.scenario.load;

import org.jspecify.annotations.NullMarked;
