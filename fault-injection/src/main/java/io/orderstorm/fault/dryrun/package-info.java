/**
 * What a plan would do, without doing it: its timeline and its blast radius.
 *
 * <p>A {@link io.orderstorm.fault.dryrun.DryRun} is computed from a plan alone and touches nothing.
 * What waits for a condition may come later than told, or never; so its figures are upper bounds,
 * and marked as such. Times count from the start of the load.
 */
@NullMarked
package io.orderstorm.fault.dryrun;

import org.jspecify.annotations.NullMarked;
