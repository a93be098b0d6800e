/**
 * The proxies of a server and what the API may do to them, without HTTP.
 *
 * <p>Every operation checks everything before it changes anything, and fails with an {@link
 * io.orderstorm.fault.toxiproxy.registry.ApiFailure} that carries Toxiproxy's own status and text.
 * Operations come from any thread and are carried out one at a time; none waits for the data of a
 * connection.
 */
@NullMarked
package io.orderstorm.fault.toxiproxy.registry;

import org.jspecify.annotations.NullMarked;
