package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.bench.GeneratorBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code orderstorm bench}: the product's own speed on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures this product on this machine, side by side with a plain counterpart.",
    footer = {"", "Example: orderstorm bench generator"})
final class BenchCommand {

  /** The generator against a plain send loop. */
  @Command(
      name = "generator",
      mixinStandardHelpOptions = true,
      description =
          "Gatling's ticking user against a plain send loop that does the same work; about four minutes.")
  int generator() throws IOException {
    Path folder = Files.createTempDirectory("orderstorm-bench");
    new GeneratorBench(folder, System.out).run();
    return ExitCode.PASSED.status();
  }
}
