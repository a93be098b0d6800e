package io.orderstorm.fault.toxiproxy.relay;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.toxiproxy.toxic.Chunk;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection and the connection to the upstream that belongs to it. All on one event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
final class Connection {

  private final DuplexChannel client;
  private final Relay relay;
  private final ToxicSeed seed;
  private @Nullable Pair pair;
  private boolean closed;

  /** What there is once the upstream has answered. */
  private record Pair(
      DuplexChannel upstream, Flow up, Sink intoUpstream, Flow down, Sink intoClient) {}

  Connection(DuplexChannel client, Relay relay, ToxicSeed seed) {
    this.client = client;
    this.relay = relay;
    this.seed = seed;
  }

  /** The upstream has answered: from now on data flow. */
  void join(DuplexChannel upstream, Traffic traffic) {
    if (closed) {
      upstream.close();
      return;
    }
    var intoUpstream = new Sink(this, upstream);
    var intoClient = new Sink(this, client);
    var up = new Flow(ToxicStream.UPSTREAM, client, intoUpstream, traffic.bytesUpstream);
    var down = new Flow(ToxicStream.DOWNSTREAM, upstream, intoClient, traffic.bytesDownstream);
    var joined = new Pair(upstream, up, intoUpstream, down, intoClient);
    pair = joined;
    client.pipeline().addLast(new Side(this, up, down));
    upstream.pipeline().addLast(new Side(this, down, up));
    adoptToxics(joined);
    read(joined);
  }

  /** Takes over the relay's present toxics; from any thread. */
  CompletableFuture<Void> adopt() {
    return CompletableFuture.runAsync(this::adoptNow, client.eventLoop());
  }

  private void adoptNow() {
    if (pair != null) {
      adoptToxics(pair);
      read(pair);
    }
  }

  private void adoptToxics(Pair joined) {
    List<LiveToxic> toxics = relay.toxics();
    for (var flow : List.of(joined.up(), joined.down())) {
      if (!closed) {
        flow.adopt(toxics, seed);
      }
    }
  }

  private void read(Pair joined) {
    if (!closed) {
      joined.up().resumeReading();
      joined.down().resumeReading();
    }
  }

  void sourceEnded(Flow flow, Chunk.End end) {
    if (closed || pair == null) {
      return;
    }
    flow.sourceEnded(end);
    if (pair.up().hasSourceEnded() && pair.down().hasSourceEnded() && !closed) {
      pair.up().bothEndsHungUp();
      if (!closed) {
        pair.down().bothEndsHungUp();
      }
    }
  }

  void closeIfDone() {
    if (pair != null && pair.intoUpstream().hasHungUp() && pair.intoClient().hasHungUp()) {
      close();
    }
  }

  /** Closes both sockets, so that both ends see a FIN. */
  void close() {
    if (!closed) {
      closed = true;
      relay.ended(this);
      client.close();
      if (pair != null) {
        pair.upstream().close();
        pair.up().dispose();
        pair.down().dispose();
      }
    }
  }

  /** Closes both sockets, so that both ends see an RST. */
  void reset() {
    if (!closed) {
      closeWithReset(client);
      if (pair != null) {
        closeWithReset(pair.upstream());
      }
      close();
    }
  }

  /** Resets the socket behind this sink; the other one stays open, and nobody tells it. */
  void abandon(Sink sink) {
    if (closed || pair == null) {
      return;
    }
    var upstreamIsGone = sink == pair.intoUpstream();
    var back = upstreamIsGone ? pair.down() : pair.up();
    var gone = upstreamIsGone ? pair.upstream() : client;
    back.sourceVanished();
    closeWithReset(gone);
    gone.close();
  }

  private static void closeWithReset(DuplexChannel channel) {
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException e) {
      // the side from which the reset came has no socket any more
    }
  }

  /** From any thread. */
  CompletableFuture<Void> cut() {
    return CompletableFuture.runAsync(this::close, client.eventLoop());
  }

  /** Where the client sits, or nothing when it is gone. */
  @Nullable String clientAddress() {
    return client.remoteAddress() instanceof InetSocketAddress address
        ? Endpoint.text(address)
        : null;
  }
}
