package io.orderstorm.fault.toxiproxy.relay;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.function.Supplier;

/** Which of Netty's socket implementations is used. */
public enum Transport {
  EPOLL(EpollIoHandler::newFactory, EpollServerSocketChannel.class, EpollSocketChannel.class),
  NIO(NioIoHandler::newFactory, NioServerSocketChannel.class, NioSocketChannel.class);

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference
  private final Supplier<IoHandlerFactory> handlers;

  private final Class<? extends ServerChannel> server;
  private final Class<? extends DuplexChannel> client;

  Transport(
      Supplier<IoHandlerFactory> handlers,
      Class<? extends ServerChannel> server,
      Class<? extends DuplexChannel> client) {
    this.handlers = handlers;
    this.server = server;
    this.client = client;
  }

  /** The fastest that works here. */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /** Event loops on daemon threads. */
  public EventLoopGroup loops(int threads, String name) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), handlers.get());
  }

  public Class<? extends ServerChannel> server() {
    return server;
  }

  Class<? extends DuplexChannel> client() {
    return client;
  }
}
