package io.orderstorm.scenario.hop;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one role's clients to one broker: each gets one to the broker. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
final class HopListener extends ChannelInitializer<Channel> {

  private static final Logger LOG = LoggerFactory.getLogger(HopListener.class);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  private final BrokerTransport transport;
  private final AddressRewriting rewriting;
  private volatile BrokerAddress broker;

  HopListener(BrokerAddress broker, BrokerTransport transport, AddressRewriting rewriting) {
    this.broker = broker;
    this.transport = transport;
    this.rewriting = rewriting;
  }

  /** Where connections go from now on: a broker may come back under another address. */
  void leadTo(BrokerAddress address) {
    broker = address;
  }

  /** Nothing is read before the broker is reached. */
  @Override
  protected void initChannel(Channel client) {
    client.config().setAutoRead(false);
    client
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelActive(ChannelHandlerContext context) {
                context.pipeline().remove(this);
                connect(context.channel());
              }
            });
  }

  /** Both ends are on one thread, so that the log of requests needs no lock. */
  private void connect(Channel client) {
    BrokerAddress target = broker;
    var requests = new RequestLog();
    var answers = new Answers(requests, rewriting);
    new Bootstrap()
        .group(client.eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_WITHIN.toMillis())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                transport.secure(channel, target);
                channel
                    .pipeline()
                    .addLast(frames())
                    .addLast(new ConnectionEnd(client, answers::passed));
              }
            })
        .connect(target.host(), target.port())
        .addListener(
            (io.netty.channel.ChannelFuture reached) -> {
              if (reached.isSuccess()) {
                join(client, reached.channel(), requests);
              } else {
                LOG.debug("{} can't be reached", target, reached.cause());
                client.close();
              }
            });
  }

  private static void join(Channel client, Channel reached, RequestLog requests) {
    if (!client.isActive()) {
      reached.close();
      return;
    }
    client
        .pipeline()
        .addLast(frames())
        .addLast(
            new ConnectionEnd(
                reached,
                frame -> {
                  requests.note(frame);
                  return frame;
                }));
    client.config().setAutoRead(true);
  }

  /** Kafka's frames: a length, and as many bytes. */
  private static LengthFieldBasedFrameDecoder frames() {
    return new LengthFieldBasedFrameDecoder(Integer.MAX_VALUE, 0, Integer.BYTES);
  }
}
