/**
 * The generator: Gatling drives an open load of orders, in a process of its own.
 *
 * <p>One virtual user ticks every millisecond and sends every order that is due by {@linkplain
 * io.orderstorm.scenario.load our own schedule}. Gatling's own injection profile starts one user an
 * order on one-second batches of timers, so its slip grows with the rate; with the ticking user
 * Gatling keeps its life cycle, its assertions and its report at the cost of a plain send loop, and
 * the schedule stays right while {@code send()} blocks. Gatling's actions, protocols and components
 * are reached through internals that its Java DSL exposes; the version is pinned for that reason.
 *
 * <p>Threads: the ticks run on the user's event loop, which is the only thread that sends;
 * acknowledgements come on the producer's own thread.
 */
@NullMarked
package io.orderstorm.scenario.drive;

import org.jspecify.annotations.NullMarked;
