/**
 * A Toxiproxy server inside the process: the same HTTP API and toxics as the original, so that any
 * Toxiproxy client drives it, without its hang-ups and with two things that it lacks: a seed that
 * makes chance repeatable, and evidence of what each toxic did.
 *
 * <p>{@link io.orderstorm.fault.toxiproxy.ToxiproxyServer} is the way in; {@link
 * io.orderstorm.fault.toxiproxy.ToxiproxyStandalone} runs it alone. All methods may be called from
 * any thread; data flow on the server's own event loops.
 *
 * <p>Netty was chosen over Vert.x because a relay needs reads, flushes, half-closes and resets
 * under its own control.
 */
@NullMarked
package io.orderstorm.fault.toxiproxy;

import org.jspecify.annotations.NullMarked;
