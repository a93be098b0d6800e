package io.orderstorm.fault.toxiproxy;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How a server is set up.
 *
 * @param port of the API; 0 takes a free one
 * @param seed of all chance in toxics
 * @param eventLoops threads that carry data
 * @param metrics whether {@code /metrics} is answered
 */
public record ToxiproxySettings(String host, int port, long seed, int eventLoops, boolean metrics) {

  public static final int DEFAULT_PORT = 8474;
  private static final int MOST_LOOPS = 256;

  public ToxiproxySettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("The API's port lies between 0 and 65535, but is " + port);
    }
    if (eventLoops < 1 || eventLoops > MOST_LOOPS) {
      throw new IllegalArgumentException(
          "The number of event loops lies between 1 and " + MOST_LOOPS + ", but is " + eventLoops);
    }
  }

  /** A free port on the loopback interface, a fresh seed, an event loop for each processor. */
  public static ToxiproxySettings defaults() {
    return new ToxiproxySettings(
        "127.0.0.1",
        0,
        ThreadLocalRandom.current().nextLong(),
        Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors()),
        false);
  }

  public ToxiproxySettings withHost(String host) {
    return new ToxiproxySettings(host, port, seed, eventLoops, metrics);
  }

  public ToxiproxySettings withPort(int port) {
    return new ToxiproxySettings(host, port, seed, eventLoops, metrics);
  }

  public ToxiproxySettings withSeed(long seed) {
    return new ToxiproxySettings(host, port, seed, eventLoops, metrics);
  }

  public ToxiproxySettings withEventLoops(int eventLoops) {
    return new ToxiproxySettings(host, port, seed, eventLoops, metrics);
  }

  public ToxiproxySettings withMetrics(boolean metrics) {
    return new ToxiproxySettings(host, port, seed, eventLoops, metrics);
  }
}
