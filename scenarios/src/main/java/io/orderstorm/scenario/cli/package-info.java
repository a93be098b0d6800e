/**
 * The command line: one class a command, each as thin as can be. Picocli parses, because its help,
 * its completion and its error messages are what users of good command lines know.
 *
 * <p>Exit codes are {@link io.orderstorm.scenario.cli.ExitCode}'s and nobody else's.
 */
@NullMarked
package io.orderstorm.scenario.cli;

import org.jspecify.annotations.NullMarked;
