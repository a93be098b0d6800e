package io.orderstorm.scenario.hop;

/** Puts a link before a hop. Called by any thread, for each role and broker once; may block. */
@FunctionalInterface
public interface LinkOpener {

  /**
   * Opens the link.
   *
   * @param port of the hop, on the loopback interface
   * @return the link's own port there
   */
  int open(String role, String broker, int port);
}
