package io.orderstorm.fault.toxiproxy.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From Netty's requests to {@link Routes} and back. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel reports its failures to its pipeline
@Sharable
final class HttpExchange extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

  private final Routes routes;
  private final Executor workers;

  HttpExchange(Routes routes, Executor workers) {
    this.routes = routes;
    this.workers = workers;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      respond(context, Answer.error(400, "bad request"), false);
      return;
    }
    var method = request.method().name();
    var path = new QueryStringDecoder(request.uri()).rawPath();
    var userAgent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
    var body = request.content().toString(StandardCharsets.UTF_8);
    var keepAlive = HttpUtil.isKeepAlive(request);
    workers.execute(() -> respond(context, answer(method, path, userAgent, body), keepAlive));
  }

  private Answer answer(String method, String path, String userAgent, String body) {
    try {
      return routes.answer(method, path, userAgent, body);
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "bad request: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", method, path, e);
      return Answer.error(500, "internal error: " + e);
    }
  }

  private static void respond(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    var written = context.writeAndFlush(response(answer, keepAlive));
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static FullHttpResponse response(Answer answer, boolean keepAlive) {
    var body = Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8);
    var status = HttpResponseStatus.valueOf(answer.status());
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    if (answer.status() != 204) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    }
    if (!answer.allowed().isEmpty()) {
      response.headers().set(HttpHeaderNames.ALLOW, String.join(", ", answer.allowed()));
    }
    HttpUtil.setKeepAlive(response, keepAlive);
    return response;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
