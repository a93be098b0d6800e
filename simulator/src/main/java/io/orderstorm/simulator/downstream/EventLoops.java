package io.orderstorm.simulator.downstream;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Makes event loops, on the native transport where there is one. */
final class EventLoops {
  private EventLoops() {}

  static Vertx create(int threads) {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(threads)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }
}
