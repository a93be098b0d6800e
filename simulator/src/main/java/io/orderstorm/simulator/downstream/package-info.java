/**
 * The four services that stages call, over real sockets: how long they take, how much they do at
 * once, how they fail, whether they honour an idempotency key, and what they did.
 *
 * <p>Vert.x carries both sides: it is asynchronous HTTP with a pooled client and a server in one
 * library, on Netty's native transport, and a call of either costs some 20 µs, which leaves two
 * cores room for 10,000 a second. A servlet container would cost a thread for each slow call, the
 * JDK's client allocates several times as much, and bare Netty would have us write a pool and a
 * codec.
 *
 * <p>Protocol: {@code POST /<effect>/<order number>?cause=<uuid>&replay=<n>} with the header {@code
 * Idempotency-Key} and no body. 200 done (the header {@code Idempotent-Replayed} says that it was
 * done before), 204 nothing there to reverse, 409 out of stock, 402 declined, 429 and 500 upwards
 * failed, to be tried again: with 429 and 503 not before what {@code Retry-After} says.
 *
 * <p>Threads: a service lives on one {@link io.orderstorm.simulator.downstream.EventLoop}, alone or
 * with others, so nothing in it is locked; its mode may be set from any thread. A {@link
 * io.orderstorm.simulator.downstream.DownstreamClient} may be called from any thread and answers on
 * its own. Times are run nanoseconds.
 */
@NullMarked
package io.orderstorm.simulator.downstream;

import org.jspecify.annotations.NullMarked;
