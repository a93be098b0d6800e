/**
 * A Toxiproxy server inside the process: the same HTTP API and toxics as the original, so that any
 * Toxiproxy client drives it, without its hang-ups and with two things that it lacks: a seed that
 * makes chance repeatable, and evidence of what each toxic did.
 *
 * <p>One kind of toxic is an extension, which other servers refuse: {@code half_open}, without
 * attributes, resets the receiver of its stream and leaves the sender an established connection on
 * which nothing happens. The sender's kernel still gets acknowledgements and keep-alive answers,
 * from the proxy's host; only time-outs of the application can notice.
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
