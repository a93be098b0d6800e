/**
 * Runs beside each other. They have to be alike but for what the comparison is about. One run a
 * side describes only ({@link io.orderstorm.scenario.compare.Comparison}); whether a difference is
 * more than chance is asked of groups ({@link io.orderstorm.scenario.compare.GroupReport}).
 *
 * <p>Reads run folders; nothing in here starts anything. SnakeYAML Engine reads the resolved
 * scenario, as it does everywhere else.
 */
@NullMarked
package io.orderstorm.scenario.compare;

import org.jspecify.annotations.NullMarked;
