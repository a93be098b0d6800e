package io.orderstorm.simulator.downstream;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * One event loop that clients or services share, on the native transport where there is one. The
 * fewer loops, the more each finds to do whenever it wakes up.
 */
public final class EventLoop implements AutoCloseable {
  private final Vertx vertx;

  private EventLoop(Vertx vertx) {
    this.vertx = vertx;
  }

  public static EventLoop start() {
    return new EventLoop(
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false))));
  }

  Vertx vertx() {
    return vertx;
  }

  /** Closes whatever lives on the loop. */
  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
