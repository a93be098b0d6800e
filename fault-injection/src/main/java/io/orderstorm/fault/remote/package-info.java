/**
 * A Toxiproxy server seen over HTTP: the embedded one or a user's, on this host or another.
 *
 * <p>{@code toxiproxy-java} is not used: it has no time-outs, creates every toxic at full toxicity
 * and corrects that with a second request, and can't read the toxics of a proxy that has one it
 * does not know. Calls block for at most their limit and may come from any thread.
 */
@NullMarked
package io.orderstorm.fault.remote;

import org.jspecify.annotations.NullMarked;
