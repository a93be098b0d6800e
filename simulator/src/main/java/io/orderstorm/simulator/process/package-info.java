/**
 * Child JVMs on a leash: every process that OrderStorm starts ends with the process that started
 * it.
 *
 * <p>A child's standard input is held open by its parent. When the parent ends, by whatever means,
 * the kernel closes the pipe, the child reads the end of its input and halts. {@link
 * io.orderstorm.simulator.process.ProcessLedger} covers what a leash can't reach (a stopped
 * process, a database of a killed child): its entries are swept at the next start.
 */
@NullMarked
package io.orderstorm.simulator.process;

import org.jspecify.annotations.NullMarked;
