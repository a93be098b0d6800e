package io.orderstorm.simulator.downstream;

import io.orderstorm.simulator.downstream.CallResult.NonRetriable;
import io.orderstorm.simulator.downstream.CallResult.Refused;
import io.orderstorm.simulator.downstream.CallResult.Retriable;
import io.orderstorm.simulator.downstream.CallResult.Success;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Calls one service over a bounded pool of kept-alive connections. Thread-safe. */
public final class DownstreamClient implements AutoCloseable {
  private final Context context;
  private final HttpClient http;
  private final String host;
  private final int port;
  private final long timeoutMillis;

  /**
   * Makes a client; nothing is connected yet.
   *
   * @param loop where it lives, maybe with others
   * @param baseUrl {@code http://host:port} of the service, or of a link to it
   * @param connections how many there may be; more calls at once than that wait for one
   * @param timeout for an answer, from the moment that the request is sent
   */
  public DownstreamClient(EventLoop loop, String baseUrl, int connections, Duration timeout) {
    var url = URI.create(baseUrl);
    if (url.getHost() == null || url.getPort() < 0) {
      throw new IllegalArgumentException("a service is http://host:port, not " + baseUrl);
    }
    this.host = url.getHost();
    this.port = url.getPort();
    this.timeoutMillis = Math.max(1, timeout.toMillis());
    Vertx vertx = loop.vertx();
    this.context = vertx.getOrCreateContext();
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(true)
                .setPipelining(false)
                .setTcpNoDelay(true)
                .setKeepAliveTimeout(0)
                .setConnectTimeout((int) timeoutMillis),
            new PoolOptions().setHttp1MaxSize(connections).setCleanerPeriod(0));
  }

  /** Calls; {@code done} is told the result once, on the client's own thread. */
  public void call(DownstreamCall call, Consumer<CallResult> done) {
    context.runOnContext(
        ignored ->
            http.request(request(call))
                .compose(HttpClientRequest::send)
                .onComplete(
                    response -> done.accept(ofStatus(response.statusCode())),
                    error -> done.accept(ofFailure(error))));
  }

  @Override
  public void close() {
    http.close().toCompletionStage().toCompletableFuture().join();
  }

  private RequestOptions request(DownstreamCall call) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(host)
        .setPort(port)
        .setURI(call.uri())
        .setTimeout(timeoutMillis)
        .putHeader(DownstreamCall.IDEMPOTENCY_KEY, call.idempotencyKey().toString());
  }

  private static CallResult ofStatus(int status) {
    return switch (status) {
      case 200, 201, 202 -> new Success(false);
      case 204 -> new Success(true);
      case 402, 409 -> new Refused(status);
      case 408, 425, 429 -> new Retriable(status, "HTTP " + status);
      default -> status >= 500 ? new Retriable(status, "HTTP " + status) : new NonRetriable(status);
    };
  }

  private static CallResult ofFailure(Throwable error) {
    String message = error.getClass().getSimpleName() + ": " + error.getMessage();
    boolean late = error instanceof TimeoutException;
    return new Retriable(late ? Retriable.TIMEOUT : Retriable.CONNECTION, message);
  }
}
