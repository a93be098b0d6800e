package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.BorrowedToxiproxy;
import io.orderstorm.fault.lease.Reversals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A server that the user runs, with proxies of ours among those of others. */
final class BorrowedLinkServer implements LinkServer {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int GREETING = 0x4f;

  private final BorrowedToxiproxy server;
  private final boolean talkative;

  private BorrowedLinkServer(BorrowedToxiproxy server, boolean talkative) {
    this.server = server;
    this.talkative = talkative;
  }

  static BorrowedLinkServer reach(LinkHost.Borrowed host, Reversals reversals) {
    BorrowedLinkServer server;
    try {
      server =
          new BorrowedLinkServer(
              BorrowedToxiproxy.reach(host.url(), host.allowed(), host.prefix(), reversals),
              host.talkative());
    } catch (IOException e) {
      throw new HarnessException(
          "the Toxiproxy on " + host.url() + " can't be used: " + HarnessException.reason(e), e);
    }
    server.requireSharedLoopback();
    return server;
  }

  /**
   * Sends a byte through a proxy to this process: brokers and services listen on the loopback
   * interface of this host alone, and a Toxiproxy elsewhere would carry nothing.
   */
  private void requireSharedLoopback() {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = open("way", LOOPBACK + ":" + listener.getLocalPort());
      requireCarried(port, listener);
      server.remove("way");
    } catch (IOException e) {
      closeQuietly();
      throw new HarnessException(
          "the Toxiproxy on "
              + server.url()
              + " can't carry this run: a byte sent through a proxy of it did not arrive ("
              + HarnessException.reason(e)
              + "). Brokers and services of a run listen on this host's loopback interface; run"
              + " Toxiproxy on this host, in a container with --network host",
          e);
    }
  }

  private static void requireCarried(int port, ServerSocket listener) throws IOException {
    int millis = (int) PATIENCE.toMillis();
    listener.setSoTimeout(millis);
    try (var client = new Socket()) {
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      client.getOutputStream().write(GREETING);
      try (Socket arrived = listener.accept()) {
        arrived.setSoTimeout(millis);
        if (arrived.getInputStream().read() != GREETING) {
          throw new IOException("something else arrived");
        }
      }
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // what could not be deleted is on record, and the watchdog sees to it
    }
  }

  @Override
  public URI url() {
    return server.url();
  }

  @Override
  public String proxy(String link) {
    return server.proxyName(link);
  }

  @Override
  public int open(String link, String upstream) throws IOException {
    return LinkPort.open(address -> server.open(link, address, upstream));
  }

  @Override
  public Optional<LinkProbe> probe() {
    return talkative ? Optional.empty() : Optional.of(new LinkProbe());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
