/**
 * The commands {@code orderstorm replay …} and {@code orderstorm dlq …}: each reads its options,
 * asks the simulator's replay packages, and prints.
 *
 * <p>Answers go to standard output, progress to standard error, and that only on a terminal.
 */
@NullMarked
package io.orderstorm.scenario.cli.replay;

import org.jspecify.annotations.NullMarked;
