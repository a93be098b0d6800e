/**
 * Relays: listeners that carry TCP connections to an upstream, through whatever toxics stand.
 *
 * <p>Both channels of a connection live on one event loop, so that a chunk goes from socket to
 * socket without a thread switch, a lock or a copy; writes are flushed once a read burst. A
 * direction without toxics has no stages at all. When a peer does not keep up, reading from the
 * other one stops.
 *
 * <p>Other threads change the list of toxics and then let every connection's loop adopt it; loops
 * never block, so neither does the caller. Half-closes and resets are carried over to the other
 * side. Netty carries the sockets.
 */
@NullMarked
package io.orderstorm.fault.toxiproxy.relay;

import org.jspecify.annotations.NullMarked;
