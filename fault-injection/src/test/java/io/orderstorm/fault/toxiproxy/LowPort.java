package io.orderstorm.fault.toxiproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Addresses for proxies that are switched off and on again. A port that the kernel picked could
 * meanwhile become the near end of anybody's connection; of those below its range it picks none.
 */
public final class LowPort {
  private static final int FIRST = 10_000;
  private static final int LAST = 20_000;

  private LowPort() {}

  /** A loopback address that nobody listens on. */
  public static String address() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (var socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return "127.0.0.1:" + port;
      } catch (IOException taken) {
        // another one then
      }
    }
  }
}
