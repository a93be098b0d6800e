package io.orderstorm.scenario.cli;

import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import io.orderstorm.fault.toxiproxy.bench.ToxiproxyBench;
import io.orderstorm.report.bench.LedgerBench;
import io.orderstorm.scenario.bench.GeneratorBench;
import io.orderstorm.scenario.bench.PeerBench;
import io.orderstorm.scenario.bench.PipelineBench;
import io.orderstorm.scenario.engine.Workplace;
import io.orderstorm.simulator.process.Compilation;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orderstorm bench}: the product's own speed on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures this product on this machine, side by side with a plain counterpart.",
    footer = {
      "",
      "Examples:",
      "  orderstorm bench generator",
      "  orderstorm bench producer",
      "  orderstorm bench pipeline",
      "  orderstorm bench toxiproxy",
      "  orderstorm bench ledger --orders 1000000 --folder /tmp/large"
    })
final class BenchCommand {

  /** The generator against a plain send loop. */
  @Command(
      name = "generator",
      mixinStandardHelpOptions = true,
      description =
          "Gatling's ticking user against a plain send loop that does the same work; about four minutes.")
  int generator() throws IOException {
    return inWorkplace(folder -> new GeneratorBench(folder, System.out).run());
  }

  /** The generator against Kafka's own tool. */
  @Command(
      name = "producer",
      mixinStandardHelpOptions = true,
      description =
          "The generator, which journals every order, against kafka-producer-perf-test on the same broker; about three minutes.")
  int producer() throws IOException {
    return inWorkplace(folder -> new PeerBench(folder, System.out).run());
  }

  /** The embedded fault proxy against direct connections. */
  @Command(
      name = "toxiproxy",
      mixinStandardHelpOptions = true,
      description =
          "A proxied loopback connection against a direct one: throughput, added p99, idle memory; about a minute.")
  int toxiproxy() throws IOException, InterruptedException {
    ToxiproxyBench.run(ToxiproxySettings.defaults(), System.out);
    return ExitCode.PASSED.status();
  }

  /** The analysis of a large run. */
  @Command(
      name = "ledger",
      mixinStandardHelpOptions = true,
      description =
          "Writes a run folder of many orders, if it is not there, and times its analysis.")
  int ledger(
      @Option(
              names = "--orders",
              defaultValue = "1000000",
              description = "Default: ${DEFAULT-VALUE}.")
          int orders,
      @Option(names = "--folder", required = true, description = "The run folder; 1.6 kB an order.")
          Path folder) {
    LedgerBench.run(folder, orders);
    return ExitCode.PASSED.status();
  }

  /** What the reference pipeline carries here. */
  @Command(
      name = "pipeline",
      mixinStandardHelpOptions = true,
      description = {
        "Ramps the load on the reference pipeline until a stage no longer follows within 2 s;",
        "about five minutes. Reports show from then on how far a run's peak is from that ceiling."
      })
  int pipeline() throws IOException {
    return inWorkplace(
        folder -> {
          for (Compilation compilation : Compilation.values()) {
            new PipelineBench(folder, System.out).measure(compilation);
          }
        });
  }

  /** What is measured in a folder. */
  private interface Bench {
    void in(Path folder) throws IOException;
  }

  /** A bench that fails leaves its folder, with the logs, until the next start of a harness. */
  private static int inWorkplace(Bench bench) throws IOException {
    Workplace workplace = Workplace.create();
    bench.in(workplace.path("bench"));
    workplace.close();
    return ExitCode.PASSED.status();
  }
}
