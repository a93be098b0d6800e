package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.compare.Comparison;
import io.orderstorm.scenario.compare.ComparisonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Puts two runs beside each other, figure by figure.",
      "They have to be alike but for the settings that --treatment names. One run a side describes;"
          + " it does not prove a regression."
    },
    footer = {
      "",
      "Example: orderstorm compare --base runs/…-downstream-outage-paused \\",
      "             --with runs/…-downstream-outage-unpaused \\",
      "             --treatment pipeline.stages.payment.on-outage"
    })
final class CompareCommand implements Callable<Integer> {

  @Option(names = "--base", required = true, paramLabel = "RUN", description = "A run folder.")
  private Path base = Path.of("");

  @Option(names = "--with", required = true, paramLabel = "RUN", description = "Another one.")
  private Path with = Path.of("");

  @Option(
      names = "--treatment",
      paramLabel = "PATH",
      description = "A setting that is meant to differ; may be given several times.")
  private Set<String> treatments = new LinkedHashSet<>();

  @Option(names = "--json", description = "Writes the comparison as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var comparison = Comparison.of(RunFolder.open(base), RunFolder.open(with), treatments);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(comparison));
    } else {
      ComparisonText.lines(comparison).forEach(out::println);
    }
    out.flush();
    return ExitCode.PASSED.status();
  }
}
