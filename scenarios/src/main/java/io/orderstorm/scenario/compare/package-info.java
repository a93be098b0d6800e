/**
 * Two runs beside each other. They have to be alike but for what the comparison is about, and one
 * run a side describes only: whether a difference is more than chance is not said.
 *
 * <p>Reads run folders; nothing in here starts anything. SnakeYAML Engine reads the resolved
 * scenario, as it does everywhere else.
 */
@NullMarked
package io.orderstorm.scenario.compare;

import org.jspecify.annotations.NullMarked;
