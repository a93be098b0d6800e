package io.orderstorm.scenario.engine;

import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** A server in this process; it and its toxics end with it. */
final class OwnLinkServer implements LinkServer {

  private final ToxiproxyServer server;

  private OwnLinkServer(ToxiproxyServer server) {
    this.server = server;
  }

  static OwnLinkServer start(long seed) {
    try {
      return new OwnLinkServer(ToxiproxyServer.start(ToxiproxySettings.defaults().withSeed(seed)));
    } catch (IOException e) {
      throw new UncheckedIOException("the fault proxy does not start", e);
    }
  }

  @Override
  public URI url() {
    return server.url();
  }

  @Override
  public String proxy(String link) {
    return link;
  }

  @Override
  public int open(String link, String upstream) throws IOException {
    return LinkPort.open(address -> server.open(link, address, upstream));
  }

  @Override
  public Optional<LinkProbe> probe() {
    return Optional.empty();
  }

  @Override
  public void close() {
    server.close();
  }
}
