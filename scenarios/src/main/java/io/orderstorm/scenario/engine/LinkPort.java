package io.orderstorm.scenario.engine;

import io.orderstorm.simulator.process.FreePorts;
import java.io.IOException;

/**
 * The port on loopback at which a link listens. Between the look at a port and its binding anybody
 * else on the machine may take it; then the next one is tried.
 */
final class LinkPort {

  private static final int TRIES = 10;
  private static final String TAKEN = "address already in use";

  private LinkPort() {}

  /** Opens a link that listens at an address. */
  interface Opening {
    /**
     * Opens it.
     *
     * @throws IOException if it can't be opened; the message is that of Toxiproxy
     */
    void at(String address) throws IOException;
  }

  /**
   * Opens a link at a free port; returns it.
   *
   * @throws IOException if ten ports in a row were taken when they were to be bound, or at once if
   *     the link can't be opened for any other reason
   */
  static int open(Opening opening) throws IOException {
    for (int left = TRIES - 1; ; left--) {
      int port = FreePorts.next();
      try {
        opening.at("127.0.0.1:" + port);
        return port;
      } catch (IOException e) {
        if (left == 0 || !String.valueOf(e.getMessage()).contains(TAKEN)) {
          throw e;
        }
      }
    }
  }
}
