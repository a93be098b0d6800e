/**
 * The reference order pipeline that OrderStorm loads: everything from an order's first byte to its
 * last effect.
 */
@NullMarked
package io.orderstorm.simulator;

import org.jspecify.annotations.NullMarked;
