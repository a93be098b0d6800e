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
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one service with so many calls under way at most, over kept-alive connections. Further
 * calls wait in a line and go out as soon as an answer comes in. Thread-safe.
 */
public final class DownstreamClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DownstreamClient.class);
  private static final int WARM_UP_CALLS = 2_000;

  private final Context context;
  private final HttpClient http;
  private final String host;
  private final int port;
  private final long timeoutMillis;
  private volatile int concurrency;
  private final Queue<Waiting> line = new ArrayDeque<>(); // the loop's
  private int underWay; // the loop's

  /** A call that waits for its turn. */
  private record Waiting(DownstreamCall call, Consumer<CallResult> done) {}

  /** Makes a client that always has the same number of calls under way at once. */
  public DownstreamClient(EventLoop loop, String baseUrl, int concurrency, Duration timeout) {
    this(loop, baseUrl, concurrency, concurrency, timeout);
  }

  /**
   * Makes a client; nothing is connected yet.
   *
   * @param loop where it lives, maybe with others
   * @param baseUrl {@code http://host:port} of the service, or of a link to it
   * @param concurrency how many calls are under way at once, at first
   * @param mostConcurrency the most that {@link #allow} will ever be asked for
   * @param timeout for an answer, from the moment that the request is sent
   */
  public DownstreamClient(
      EventLoop loop, String baseUrl, int concurrency, int mostConcurrency, Duration timeout) {
    var url = URI.create(baseUrl);
    if (url.getHost() == null || url.getPort() < 0) {
      throw new IllegalArgumentException("a service is http://host:port, not " + baseUrl);
    }
    this.host = url.getHost();
    this.port = url.getPort();
    this.timeoutMillis = Math.max(1, timeout.toMillis());
    this.concurrency = concurrency;
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
            new PoolOptions()
                .setHttp1MaxSize(Math.max(concurrency, mostConcurrency))
                .setCleanerPeriod(0));
  }

  /** Has so many calls under way at once from now on; those that are under way go on. */
  public void allow(int calls) {
    concurrency = calls;
  }

  /** Calls; {@code done} is told the result once, on the client's own thread. */
  public void call(DownstreamCall call, Consumer<CallResult> done) {
    context.runOnContext(
        ignored -> {
          line.add(new Waiting(call, done));
          sendNext();
        });
  }

  /**
   * Opens all connections and makes both ends go through their paces a few times, so that the first
   * real calls don't pay for cold code with their timeouts. Blocks for {@code atMost}; a service
   * that is away is not an error.
   */
  public void warmUp(Duration atMost) {
    var rounds = new CountDownLatch(WARM_UP_CALLS);
    context.runOnContext(
        ignored -> {
          for (int call = 0; call < WARM_UP_CALLS; call++) {
            var unused =
                http.request(HttpMethod.GET, port, host, ServiceDesk.HEALTH)
                    .compose(HttpClientRequest::send)
                    .onComplete(done -> rounds.countDown());
          }
        });
    try {
      if (!rounds.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("{}:{} answered too few calls to warm up within {}", host, port, atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendNext() {
    while (underWay < concurrency && !line.isEmpty()) {
      Waiting next = line.remove();
      underWay++;
      http.request(request(next.call()))
          .compose(HttpClientRequest::send)
          .onComplete(
              response -> finish(next, ofResponse(response)),
              error -> finish(next, ofFailure(error)));
    }
  }

  private void finish(Waiting call, CallResult result) {
    underWay--;
    call.done().accept(result);
    sendNext();
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

  private static CallResult ofResponse(HttpClientResponse response) {
    int status = response.statusCode();
    if (status != 429 && status != 503) {
      return ofStatus(status);
    }
    return new Retriable(
        status, "HTTP " + status, RetryAfter.of(response.getHeader(HttpHeaders.RETRY_AFTER)));
  }

  private static CallResult ofStatus(int status) {
    return switch (status) {
      case 200, 201, 202 -> new Success(false);
      case 204 -> new Success(true);
      case 402, 409 -> new Refused(status);
      case 408, 425 -> new Retriable(status, "HTTP " + status);
      default -> status >= 500 ? new Retriable(status, "HTTP " + status) : new NonRetriable(status);
    };
  }

  private static CallResult ofFailure(Throwable error) {
    String message = error.getClass().getSimpleName() + ": " + error.getMessage();
    boolean late = error instanceof TimeoutException;
    return new Retriable(late ? Retriable.TIMEOUT : Retriable.CONNECTION, message);
  }
}
