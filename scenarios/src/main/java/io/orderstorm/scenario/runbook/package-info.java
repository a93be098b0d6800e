/**
 * Runbooks as values: what incident one is for, what it promises, and its steps. A step's blocks
 * can be done by a machine: a command, a condition to wait for, a condition to check.
 *
 * <p>Knows nothing of how they are read or done.
 */
@NullMarked
package io.orderstorm.scenario.runbook;

import org.jspecify.annotations.NullMarked;
