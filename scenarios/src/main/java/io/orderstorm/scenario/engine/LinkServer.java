package io.orderstorm.scenario.engine;

import io.orderstorm.fault.lease.Reversals;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The Toxiproxy server that has the links of a run. Closing takes them away. */
sealed interface LinkServer extends AutoCloseable
    permits OwnLinkServer, BorrowedLinkServer, ContainerLinkServer {

  /**
   * Starts or reaches the server.
   *
   * @throws HarnessException if it can't carry the links of this run
   */
  static LinkServer start(LinkHost host, long seed, Reversals reversals) {
    return host.match(
        new LinkHost.Cases<>() {
          @Override
          public LinkServer own(LinkHost.Own own) {
            return OwnLinkServer.start(seed);
          }

          @Override
          public LinkServer container(LinkHost.Container container) {
            return ContainerLinkServer.start(container.ground());
          }

          @Override
          public LinkServer borrowed(LinkHost.Borrowed borrowed) {
            return BorrowedLinkServer.reach(borrowed, reversals);
          }
        });
  }

  /** The API's address. */
  URI url();

  /** Where clients find the proxies. */
  default String host() {
    return "127.0.0.1";
  }

  /** The port of {@link #host()} at which clients find a proxy that listens there. */
  default int port(String proxy, String listen) {
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  /** What the proxy of a link is called on the server. */
  String proxy(String link);

  /**
   * Opens a proxy; returns its port on {@link #host()}. On this machine that is one which the
   * kernel gives to nobody, so that a link that was switched off finds it free when it comes back.
   */
  int open(String link, String upstream) throws IOException;

  /** Shows a link from outside; empty if the server itself tells what its toxics did. */
  Optional<LinkProbe> probe();

  @Override
  void close() throws IOException;
}
