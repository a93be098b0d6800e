/**
 * What toxics do to the chunks of one direction of one connection.
 *
 * <p>A {@link io.orderstorm.fault.toxiproxy.toxic.Stage} holds chunks and decides when, whether and
 * in which pieces they go on. Stages form a chain; each tells the one before it when it can take no
 * more, back to the socket, so nothing grows without bound. Whatever a stage does is counted in its
 * toxic's {@link io.orderstorm.fault.toxiproxy.toxic.ToxicCounters}: the evidence that a fault bit.
 *
 * <p>Threads: a stage lives on its connection's event loop and is touched by no other thread. It
 * never blocks. Times are {@link java.lang.System#nanoTime} nanoseconds; attributes have the units
 * of Toxiproxy's API (milliseconds, kB/s of 1000 bytes, microseconds for the slicer).
 */
@NullMarked
package io.orderstorm.fault.toxiproxy.toxic;

import org.jspecify.annotations.NullMarked;
