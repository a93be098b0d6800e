package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Shows the scenarios that ship, each with the question that it answers.",
    footer = {"", "Example: orderstorm list"})
final class ListCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<Scenario> scenarios = Library.files().stream().map(ListCommand::read).toList();
    if (json) {
      var mapper = new ObjectMapper();
      ArrayNode all = mapper.createArrayNode();
      for (Scenario scenario : scenarios) {
        all.addObject()
            .put("scenario", scenario.name())
            .put("title", scenario.title())
            .put("question", scenario.question())
            .put("owner", scenario.owner())
            .put("loadSeconds", scenario.load().lasting().toSeconds())
            .put("orders", Math.round(Schedule.of(scenario.load()).expectedOrders()));
      }
      out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    } else {
      scenarios.forEach(scenario -> print(scenario, out));
    }
    out.flush();
    return ExitCode.PASSED.status();
  }

  private static void print(Scenario scenario, PrintWriter out) {
    Schedule schedule = Schedule.of(scenario.load());
    out.printf("%-16s %s%n", scenario.name(), scenario.question());
    out.printf(
        "%-16s %,.0f orders in %d s, peak %s, %s%n%n",
        "",
        schedule.expectedOrders(),
        schedule.lasting().toSeconds(),
        schedule.peak(),
        scenario.faults().isEmpty() ? "no faults" : "faults: " + faults(scenario));
  }

  private static String faults(Scenario scenario) {
    return String.join(", ", scenario.faults().stream().map(fault -> fault.name()).toList());
  }

  private static Scenario read(Path file) {
    return ScenarioFile.read(file, List.of(), Optional.empty()).scenario();
  }
}
