/**
 * Faults: what can be broken, when, for how long, and in words that a report can print.
 *
 * <p>A {@link io.orderstorm.fault.Fault} is plain data: it names its target as the scenario does
 * ({@code payment -> brokers}, {@code leader(orders/0)}), and is resolved only when it is injected.
 * The family is closed; whoever handles faults does so through {@link
 * io.orderstorm.fault.Fault#match}, so that a new kind breaks every handler at compile time.
 *
 * <p>Times are {@link java.time.Duration}s from the start of the load. All types are immutable and
 * safe to share between threads. How faults are injected and reverted is in {@code
 * io.orderstorm.fault.injection}, the proxy that carries link faults in {@code
 * io.orderstorm.fault.toxiproxy}.
 */
@NullMarked
package io.orderstorm.fault;

import org.jspecify.annotations.NullMarked;
