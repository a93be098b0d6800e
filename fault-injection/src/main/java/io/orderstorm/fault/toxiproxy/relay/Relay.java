package io.orderstorm.fault.toxiproxy.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener and its connections to one upstream. Opened and closed by its proxy, one call at a
 * time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
final class Relay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 * 1024, 512 * 1024);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOP_LIMIT = Duration.ofSeconds(2);

  private final String upstream;
  private final RelayGround ground;
  private final Traffic traffic;
  private final Function<Long, ToxicSeed> seeds;
  private final AtomicLong connectionNumbers;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile List<LiveToxic> toxics;
  private volatile boolean open;
  private @Nullable Channel listener;

  Relay(
      String upstream,
      RelayGround ground,
      Traffic traffic,
      AtomicLong connectionNumbers,
      Function<Long, ToxicSeed> seeds,
      List<LiveToxic> toxics) {
    this.upstream = upstream;
    this.ground = ground;
    this.traffic = traffic;
    this.connectionNumbers = connectionNumbers;
    this.seeds = seeds;
    this.toxics = toxics;
  }

  /** Binds the listener; gives the address that it got. */
  InetSocketAddress open(InetSocketAddress listen) throws IOException {
    open = true;
    var bootstrap =
        new ServerBootstrap()
            .group(ground.loops())
            .channel(Transport.server())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new Acceptance());
    var bound = bootstrap.bind(listen).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      open = false;
      throw new IOException("bind: " + BindFailure.reason(bound.cause()), bound.cause());
    }
    listener = bound.channel();
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** Refuses new connections and closes the live ones; returns how many those were. */
  int close() {
    open = false;
    if (listener != null) {
      listener.close().awaitUninterruptibly(LOOP_LIMIT.toMillis());
    }
    var cuts = new ArrayList<CompletableFuture<Void>>();
    connections.forEach(connection -> cuts.add(connection.cut()));
    await(cuts);
    traffic.connectionsCut.add(cuts.size());
    return cuts.size();
  }

  List<LiveToxic> toxics() {
    return toxics;
  }

  /**
   * All live connections work by these toxics when this returns. No connection, however stuck,
   * delays that.
   */
  void adopt(List<LiveToxic> toxics) {
    this.toxics = List.copyOf(toxics);
    var adoptions = new ArrayList<CompletableFuture<Void>>();
    connections.forEach(connection -> adoptions.add(connection.adopt()));
    await(adoptions);
  }

  int liveConnections() {
    return connections.size();
  }

  List<String> clients() {
    return connections.stream()
        .map(Connection::clientAddress)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  void ended(Connection connection) {
    connections.remove(connection);
  }

  private static void await(List<CompletableFuture<Void>> futures) {
    try {
      CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
          .get(LOOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Event loops were slow to take over a change: {}", e.toString());
    }
  }

  /** Begins the connection for an accepted client. */
  @Sharable
  private final class Acceptance extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      var client = (DuplexChannel) context.channel();
      var number = connectionNumbers.getAndIncrement();
      var connection = new Connection(client, Relay.this, seeds.apply(number));
      connections.add(connection);
      traffic.connectionsOpened.increment();
      if (!open) {
        connection.close();
        return;
      }
      dial(client, connection);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private void dial(DuplexChannel client, Connection connection) {
    Endpoint endpoint;
    try {
      endpoint = Endpoint.parse(upstream);
      if (endpoint.isLiteral() || endpoint.host().equals("localhost")) {
        dial(client, connection, endpoint.resolve());
        return;
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      failed(connection, e);
      return;
    }
    ground.names().execute(() -> dialByName(client, connection, endpoint));
  }

  private void dialByName(DuplexChannel client, Connection connection, Endpoint endpoint) {
    try {
      var address = endpoint.resolve();
      client.eventLoop().execute(() -> dial(client, connection, address));
    } catch (UnknownHostException e) {
      client.eventLoop().execute(() -> failed(connection, e));
    }
  }

  private void dial(DuplexChannel client, Connection connection, SocketAddress address) {
    new Bootstrap()
        .group(client.eventLoop())
        .channel(Transport.client())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis())
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(address)
        .addListener((ChannelFuture dialled) -> answered(connection, dialled));
  }

  private void answered(Connection connection, ChannelFuture dialled) {
    if (dialled.isSuccess()) {
      connection.join((DuplexChannel) dialled.channel(), traffic);
    } else {
      failed(connection, dialled.cause());
    }
  }

  /** The client is not to know more than that its connection ended. */
  private void failed(Connection connection, Throwable cause) {
    LOG.debug("Upstream {} can't be reached", upstream, cause);
    traffic.connectionsFailed.increment();
    connection.close();
  }
}
