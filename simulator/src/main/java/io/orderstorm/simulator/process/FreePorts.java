package io.orderstorm.simulator.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback that nobody listens on, below the range that the kernel hands out by itself, so
 * that a process that is restarted finds its port still free.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int FIRST_OF_SERVICES = 30_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 10_000;

  /** Of the whole process: a port that was given and is not bound yet looks free to everybody. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /**
   * A port that this process has not given before.
   *
   * @throws IllegalStateException if none can be found
   */
  public static int next() {
    return between(FIRST, FIRST_OF_SERVICES);
  }

  /**
   * The same for a downstream service. These live in a process of their own, which does not know
   * the ports that brokers were given and do not listen on yet, so they have a range of their own.
   *
   * @throws IllegalStateException if none can be found
   */
  public static int nextOfService() {
    return between(FIRST_OF_SERVICES, LAST);
  }

  private static int between(int first, int end) {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(first, end);
      if (!GIVEN.contains(port) && isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port from " + first + " to " + (end - 1) + " on loopback");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
