/**
 * What the proxy costs: the same loads over a direct connection and through the server, in turns,
 * so that both meet the same neighbours.
 *
 * <p>Client, upstream and proxy share one process and its cores; absolute figures are therefore
 * this machine's, the ratios are what to compare. Rates in bytes a second, round trips in
 * nanoseconds.
 */
@NullMarked
package io.orderstorm.fault.toxiproxy.bench;

import org.jspecify.annotations.NullMarked;
