package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.file.ReplayRequestFile;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.ReplayRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm replay plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Reads what is in a request's scope and writes a plan with its blast radius; changes"
            + " nothing on the cluster but the audit topic.",
    footer = {"", "Example: orderstorm replay plan request.yaml --bootstrap-servers kafka-1:9092"})
final class ReplayPlanCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REQUEST", description = "A request file (YAML).")
  private Path request = Path.of("");

  @Mixin private DeskOptions options = new DeskOptions();

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ReplayRequest read = ReplayRequestFile.read(request);
    try (Desk desk = options.openCluster()) {
      print(store.with(view -> desk.plan(read, view)), json, out);
    } catch (ReplayRefusedException e) {
      if (e.field().isPresent()) {
        throw ReplayRequestFile.refusal(request, e.field().get(), e.why());
      }
      throw new ReplayRefusedException(request + ": " + e.getMessage());
    }
    return ExitCode.PASSED.status();
  }

  static void print(Desk.Planned planned, boolean json, PrintWriter out) {
    if (json) {
      out.print(
          CanonicalJson.pretty(
              Map.of(
                  "plan",
                  planned.sealed().plan(),
                  "sha256",
                  planned.sealed().sha256(),
                  "file",
                  planned.file().toString())));
    } else {
      var text = new PlanText(out);
      text.print(planned.sealed());
      text.line("written", planned.file().toString());
      text.line("next", "orderstorm replay approve " + planned.sealed().plan().id() + " --by NAME");
    }
    out.flush();
  }
}
