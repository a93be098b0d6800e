package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.scenario.compare.Trend;
import io.orderstorm.scenario.compare.TrendText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm trend}. */
@Command(
    name = "trend",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the runs below a folder over time, by scenario: verdict, recovery, latency end to end,"
          + " rates, CPU, and from where on settings were others.",
      "It lists only; 'orderstorm compare' tests whether groups of runs differ."
    },
    footer = {"", "Example: orderstorm trend runs"})
final class TrendCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder with run folders.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Trend trend = Trend.of(folder);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      var mapper = new ObjectMapper();
      ObjectNode root = mapper.createObjectNode();
      ObjectNode scenarios = root.putObject("scenarios");
      trend.scenarios().forEach((name, runs) -> write(scenarios.putArray(name), runs));
      trend.unread().forEach(root.putArray("unread")::add);
      out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } else {
      TrendText.lines(trend).forEach(out::println);
    }
    out.flush();
    return ExitCode.PASSED.status();
  }

  private static void write(ArrayNode array, List<Trend.Run> runs) {
    for (Trend.Run run : runs) {
      ObjectNode node = array.addObject();
      node.put("id", run.id()).put("folder", run.folder());
      node.put("startedAt", run.startedAt().toString()).put("verdict", run.verdict());
      node.put("worstRtoSeconds", run.worstRtoSeconds()).put("recovered", run.recovered());
      node.put("p50Ms", run.p50Ms()).put("p99Ms", run.p99Ms());
      node.put("offeredPeakPerSecond", run.offeredPeakPerSecond());
      node.put("goodputPerSecond", run.goodputPerSecond());
      node.put("cpuPerOrderMs", run.cpuPerOrderMs());
      ObjectNode changed = node.putObject("changed");
      run.changed().forEach(changed::put);
    }
  }
}
