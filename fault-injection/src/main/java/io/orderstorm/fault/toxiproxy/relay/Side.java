package io.orderstorm.fault.toxiproxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.orderstorm.fault.toxiproxy.toxic.Chunk;

/** What Netty reports of one socket of a connection. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
final class Side extends ChannelInboundHandlerAdapter {

  private final Connection connection;
  private final Flow outOfHere;
  private final Flow intoHere;

  Side(Connection connection, Flow outOfHere, Flow intoHere) {
    this.connection = connection;
    this.outOfHere = outOfHere;
    this.intoHere = intoHere;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    outOfHere.receive((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    outOfHere.readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      intoHere.roomInSink();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      connection.sourceEnded(outOfHere, Chunk.End.FIN);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.sourceEnded(outOfHere, Chunk.End.RESET);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.sourceEnded(outOfHere, Chunk.End.RESET);
  }
}
