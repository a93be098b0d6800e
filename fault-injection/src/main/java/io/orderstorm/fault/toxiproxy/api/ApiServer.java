package io.orderstorm.fault.toxiproxy.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.orderstorm.fault.toxiproxy.registry.ProxyRegistry;
import io.orderstorm.fault.toxiproxy.relay.Endpoint;
import io.orderstorm.fault.toxiproxy.relay.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The API on its port. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a shutdown
public final class ApiServer implements AutoCloseable {

  private static final int WORKERS = 2;
  private static final int LARGEST_BODY_BYTES = 16 << 20;

  private final EventLoopGroup loop;
  private final ExecutorService workers;
  private final Channel channel;

  private ApiServer(EventLoopGroup loop, ExecutorService workers, Channel channel) {
    this.loop = loop;
    this.workers = workers;
    this.channel = channel;
  }

  /**
   * Opens the API for these proxies.
   *
   * @throws IOException if the address can't be bound
   */
  public static ApiServer start(Endpoint listen, ProxyRegistry registry, boolean metrics)
      throws IOException {
    var loop = Transport.loops(1, "toxiproxy-api");
    var workers =
        Executors.newFixedThreadPool(WORKERS, new DefaultThreadFactory("toxiproxy-worker", true));
    var exchange = new HttpExchange(new Routes(registry, metrics), workers);
    var bound =
        new ServerBootstrap()
            .group(loop)
            .channel(Transport.server())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(pipeline(exchange))
            .bind(listen.resolve())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      workers.shutdownNow();
      throw new IOException(
          "The Toxiproxy API can't listen on "
              + listen.host()
              + ":"
              + listen.port()
              + ": "
              + bound.cause().getMessage(),
          bound.cause());
    }
    return new ApiServer(loop, workers, bound.channel());
  }

  private static ChannelInitializer<Channel> pipeline(HttpExchange exchange) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(new HttpServerCodec())
            .addLast(new HttpObjectAggregator(LARGEST_BODY_BYTES))
            .addLast(exchange);
      }
    };
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    workers.shutdownNow();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
