package io.orderstorm.fault.toxiproxy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server alone, for any Toxiproxy client in any language, until it is closed or the process
 * ends.
 */
public final class ToxiproxyStandalone implements AutoCloseable {

  private final ToxiproxyServer server;

  private ToxiproxyStandalone(ToxiproxyServer server) {
    this.server = server;
  }

  /**
   * Starts the server with the proxies of a file, if one is given, and says so.
   *
   * @param config a {@code proxies.json} as Toxiproxy's own; each proxy may also have {@code
   *     toxics}
   * @throws IOException if the address is taken, or the file can't be read or is wrong; the message
   *     names it
   */
  public static ToxiproxyStandalone start(
      ToxiproxySettings settings, Optional<Path> config, PrintStream out) throws IOException {
    var json = config.isPresent() ? Files.readString(config.get()) : "[]";
    var server = ToxiproxyServer.start(settings);
    try {
      server.populate(json);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          config.map(Path::toString).orElse("configuration") + ": " + e.getMessage(), e);
    }
    out.println("Toxiproxy API on " + server.url() + " (seed " + server.seed() + ")");
    for (var proxy : server.evidence()) {
      out.println("  " + proxy.name() + "  " + proxy.listen() + " -> " + proxy.upstream());
    }
    return new ToxiproxyStandalone(server);
  }

  public ToxiproxyServer server() {
    return server;
  }

  /** {@code ToxiproxyStandalone [HOST [PORT [CONFIG]]]}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var host = arguments.length > 0 ? arguments[0] : "127.0.0.1";
    var port =
        arguments.length > 1 ? Integer.parseInt(arguments[1]) : ToxiproxySettings.DEFAULT_PORT;
    var config = arguments.length > 2 ? Optional.of(Path.of(arguments[2])) : Optional.<Path>empty();
    var settings = ToxiproxySettings.defaults().withHost(host).withPort(port).withMetrics(true);
    var standalone = start(settings, config, System.out);
    Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "toxiproxy-close"));
    Thread.currentThread().join();
  }

  @Override
  public void close() {
    server.close();
  }
}
