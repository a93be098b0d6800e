package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.readiness.Line;
import io.orderstorm.scenario.readiness.Readiness;
import io.orderstorm.scenario.readiness.ReadinessText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm readiness}. */
@Command(
    name = "readiness",
    mixinStandardHelpOptions = true,
    description = {
      "Goes through the launch checklist of a scenario: each line is proved by results that were kept"
          + " within the last quarter, or open.",
      "Nothing is played. Exit status 1 if a line is open."
    },
    footer = {"", "Example: orderstorm readiness campaign-peak --runs runs"})
final class ReadinessCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SCENARIO", description = "A name from the library, or a file.")
  private String scenario = "";

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "The folder with the kept runs, drills and rehearsals. Default: runs.")
  private Path runs = Path.of("runs");

  @Option(
      names = "--teams",
      paramLabel = "FILE",
      description = "Who is called. Default: scenarios/teams.yaml.")
  private @Nullable Path teams;

  @Option(
      names = "--contracts",
      paramLabel = "DIR",
      description = "The folder with contracts.yaml. Default: contracts.")
  private @Nullable Path contracts;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ScenarioFile read = ScenarioFile.read(Library.resolve(scenario), List.of(), Optional.empty());
    Readiness readiness =
        Readiness.of(
            read,
            runs,
            new Readiness.OwnFiles(
                teams == null ? Library.folder().resolveSibling("teams.yaml") : teams,
                Library.folder().resolveSibling("runbooks"),
                contracts == null ? Library.root().resolve("contracts") : contracts),
            Clock.systemUTC().instant());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree(readiness)));
    } else {
      ReadinessText.lines(readiness).forEach(out::println);
    }
    out.flush();
    return (readiness.isReady() ? ExitCode.PASSED : ExitCode.BREACHED).status();
  }

  private static ObjectNode tree(Readiness readiness) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("schema", "orderstorm/readiness/1");
    root.put("scenario", readiness.scenario()).put("ready", readiness.isReady());
    ArrayNode lines = root.putArray("lines");
    for (Line line : readiness.lines()) {
      lines
          .addObject()
          .put("area", line.area().title())
          .put("claim", line.claim())
          .put("proved", line.isProved())
          .put("evidence", line.evidence());
    }
    ObjectNode health = root.putObject("healthReview");
    health.put("run", readiness.health().run());
    ObjectNode figures = health.putObject("figures");
    readiness.health().figures().forEach(figure -> figures.put(figure.name(), figure.text()));
    readiness.unread().forEach(root.putArray("unread")::add);
    return root;
  }
}
