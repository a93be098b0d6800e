package io.orderstorm.scenario.cli;

import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm toxiproxy}: the embedded fault proxy alone, until Ctrl-C. */
@Command(
    name = "toxiproxy",
    mixinStandardHelpOptions = true,
    description =
        "Runs the embedded fault proxy alone, as a Toxiproxy server for any Toxiproxy client.",
    footer = {"", "Example: orderstorm toxiproxy --port 8474 --config proxies.json"})
final class ToxiproxyCommand implements Callable<Integer> {

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "127.0.0.1",
      description = "Where the API listens (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8474",
      description = "The API's port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Proxies to open, as Toxiproxy's own proxies.json; toxics may be given too.")
  private @Nullable Path config;

  @Option(names = "--seed", paramLabel = "N", description = "Makes jitter and toxicity repeatable.")
  private @Nullable Long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    String proxies = proxies();
    try (ToxiproxyServer server = start()) {
      populate(server, proxies);
      PrintWriter out = spec.commandLine().getOut();
      out.println("Toxiproxy API on " + server.url() + " (seed " + server.seed() + ")");
      server
          .evidence()
          .forEach(
              proxy ->
                  out.println(
                      "  " + proxy.name() + "  " + proxy.listen() + " -> " + proxy.upstream()));
      out.flush();
      Thread.currentThread().join();
    }
    return ExitCode.PASSED.status();
  }

  private String proxies() {
    try {
      return config == null ? "[]" : Files.readString(config);
    } catch (IOException e) {
      throw new ScenarioException(config + ": can't be read: " + e.getMessage());
    }
  }

  private ToxiproxyServer start() {
    try {
      ToxiproxySettings settings =
          ToxiproxySettings.defaults().withHost(host).withPort(port).withMetrics(true);
      return ToxiproxyServer.start(seed == null ? settings : settings.withSeed(seed));
    } catch (IllegalArgumentException e) {
      throw new ScenarioException("--port " + port + ": " + e.getMessage());
    } catch (IOException e) {
      throw new HarnessException(e.getMessage() + "; choose another with --port", e);
    }
  }

  private void populate(ToxiproxyServer server, String proxies) {
    try {
      server.populate(proxies);
    } catch (IOException e) {
      throw new ScenarioException(config + ": " + e.getMessage());
    }
  }
}
