package io.orderstorm.fault.toxiproxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.orderstorm.fault.toxiproxy.toxic.Chunk;
import java.util.ArrayDeque;

/**
 * Keeps what a client sends before the upstream has answered. Reading is off until then, but the
 * epoll transport reads all the same when it sees that the client has hung up.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
final class Doorstep extends ChannelInboundHandlerAdapter {

  private final ArrayDeque<ByteBuf> arrived = new ArrayDeque<>();
  private Chunk.End end = Chunk.End.NONE;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    arrived.add((ByteBuf) message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && end == Chunk.End.NONE) {
      end = Chunk.End.FIN;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end = Chunk.End.RESET;
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end = Chunk.End.RESET;
  }

  /** Hands over to the side that takes its place; a client that is gone has no place any more. */
  void handOver(ChannelPipeline pipeline, Side side) {
    if (pipeline.context(this) != null) {
      pipeline.replace(this, "side", side);
    }
    for (var data = arrived.poll(); data != null; data = arrived.poll()) {
      side.arrived(data);
    }
    side.burstEnded(end);
  }

  void drop() {
    arrived.forEach(ByteBuf::release);
    arrived.clear();
  }
}
