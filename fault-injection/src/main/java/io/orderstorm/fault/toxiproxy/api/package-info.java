/**
 * Toxiproxy's HTTP API, answer for answer: paths, status codes, error texts, field order.
 *
 * <p>Requests are read by one event loop of their own and carried out on two worker threads, so a
 * listener that takes its time to bind holds up nobody who only asks. Errors always have a JSON
 * body, 404 and 405 too, without which the Java client throws the wrong exception. Added to the
 * original: toxics may be given with a proxy, and {@code GET /evidence} and {@code GET
 * /proxies/{name}/evidence} tell what the toxics did.
 *
 * <p>Netty's HTTP codec reads and writes the protocol; Jackson's tree model the JSON, because keys
 * match in any case and unknown ones are ignored, as in the original.
 */
@NullMarked
package io.orderstorm.fault.toxiproxy.api;

import org.jspecify.annotations.NullMarked;
