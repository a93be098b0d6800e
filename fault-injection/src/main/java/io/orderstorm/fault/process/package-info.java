/**
 * What is done to processes of this host, with a look afterwards whether it worked: the state that
 * the kernel tells, not the fact that a signal was sent.
 *
 * <p>Methods block for as long as the effect takes, up to a limit, and may be called from any
 * thread. Signals that Java can't send go through the shell's {@code kill}.
 */
@NullMarked
package io.orderstorm.fault.process;

import org.jspecify.annotations.NullMarked;
