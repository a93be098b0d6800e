package io.orderstorm.fault.toxiproxy.relay;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.Executor;

/**
 * What all relays of a server stand on.
 *
 * @param names resolves host names, which may block
 * @param seed of all chance in toxics
 */
public record RelayGround(EventLoopGroup loops, Executor names, long seed) {}
