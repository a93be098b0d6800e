package io.orderstorm.scenario.hop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Ports on the loopback interface. Doors are opened on a thread that serves no connection: a
 * connection's thread may wait for one.
 */
final class Doors implements AutoCloseable {

  private static final int CONNECTION_THREADS = 2;

  private final EventLoopGroup acceptor = group("hop-accept", 1);
  private final EventLoopGroup connections = group("hop", CONNECTION_THREADS);

  private static EventLoopGroup group(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }

  /** Opens a door that leads to a listener; returns its port. */
  int open(HopListener listener) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(acceptor, connections)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(listener)
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly();
    Channel door = bound.channel();
    return ((InetSocketAddress) door.localAddress()).getPort();
  }

  /** Closes all doors and connections. */
  @Override
  public void close() {
    var unused = acceptor.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    connections.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
