package io.orderstorm.scenario.hop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One end of a connection: what arrives here leaves at the other end, and they end together. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
final class ConnectionEnd extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionEnd.class);

  private final Channel other;
  private final UnaryOperator<ByteBuf> passage;

  /**
   * @param passage gives what leaves for a frame that arrived
   */
  ConnectionEnd(Channel other, UnaryOperator<ByteBuf> passage) {
    this.other = other;
    this.passage = passage;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    other.write(passage.apply((ByteBuf) frame), other.voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    other.flush();
  }

  /** Who does not read makes the other end stop sending. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    other.config().setAutoRead(context.channel().isWritable());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (other.isActive()) {
      other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** A response that can't be understood must not pass: it could send the client past its link. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof java.io.IOException) {
      LOG.debug("A connection through the hop ended", cause);
    } else {
      LOG.warn("A connection through the hop is closed", cause);
    }
    context.close();
    other.close();
  }
}
