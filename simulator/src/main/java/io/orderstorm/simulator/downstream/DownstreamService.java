package io.orderstorm.simulator.downstream;

import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.process.FreePorts;
import io.orderstorm.simulator.time.RunClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A running service on 127.0.0.1. Its port stays the same while it refuses connections and
 * afterwards.
 */
public final class DownstreamService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String HOST = "127.0.0.1";

  private final String name;
  private final Vertx vertx;
  private final Context loop;
  private final ServiceDesk desk;
  private final int port = FreePorts.nextOfService();
  private @Nullable HttpServer server;

  private DownstreamService(ServiceSettings settings, Vertx vertx, ServiceDesk desk) {
    this.name = settings.name();
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.desk = desk;
  }

  /**
   * Starts a service.
   *
   * @param loop where it lives, maybe with others
   * @param fates which orders it turns down
   * @throws IllegalStateException if it can't listen on its port
   */
  public static DownstreamService start(
      EventLoop loop,
      ServiceSettings settings,
      OrderFates fates,
      EffectRecorder recorder,
      RunClock clock) {
    Vertx vertx = loop.vertx();
    var effects = new ServiceLedger(fates, recorder, clock, settings.idempotencyHonoured());
    var service =
        new DownstreamService(settings, vertx, new ServiceDesk(vertx, settings, effects, clock));
    service.listen();
    return service;
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  /** {@code http://127.0.0.1:<port>}. */
  public String baseUrl() {
    return "http://" + HOST + ":" + port();
  }

  /** How many requests have come so far, answered or not. */
  public long requests() {
    return desk.requests();
  }

  /** How many requests so far a mode turned away, slowed down or answered late. */
  public long marked() {
    return desk.marked();
  }

  /** Puts the service into a mode; when this returns, the mode is in force. */
  public synchronized void mode(ServiceMode mode) {
    boolean refuse = mode instanceof ServiceMode.Refusing;
    await(
        onLoop(
            () -> {
              desk.mode(mode);
              return mode;
            }),
        "take on " + mode);
    if (refuse && server != null) {
      await(server.close(), "stop listening");
      server = null;
    } else if (!refuse && server == null) {
      listen();
    }
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      await(server.close(), "close");
      server = null;
    }
  }

  private synchronized void listen() {
    var options = new HttpServerOptions().setHost(HOST).setPort(port).setReuseAddress(true);
    server =
        await(
            onLoop(() -> vertx.createHttpServer(options).requestHandler(desk::receive))
                .compose(HttpServer::listen),
            "listen on port " + port);
  }

  private <T> Future<T> onLoop(Callable<T> task) {
    var done = new CompletableFuture<T>();
    loop.runOnContext(
        ignored -> {
          try {
            done.complete(task.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        });
    return Future.fromCompletionStage(done, loop);
  }

  private <T> T await(Future<T> future, String what) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name + " was interrupted and can't " + what, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(name + " can't " + what + ": " + e.getMessage(), e);
    }
  }
}
