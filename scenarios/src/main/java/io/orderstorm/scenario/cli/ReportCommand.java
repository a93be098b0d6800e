package io.orderstorm.scenario.cli;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.capacity.CapacityFolder;
import io.orderstorm.scenario.drill.DrillJudge;
import io.orderstorm.scenario.drill.DrillReports;
import io.orderstorm.scenario.drill.DrillResult;
import io.orderstorm.scenario.judge.Judge;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orderstorm report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Computes a run's figures and reports again, from its raw records; of a capacity study its"
            + " plan.",
    footer = {"", "Example: orderstorm report runs/20261127T180000Z-campaign-peak"})
final class ReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "A run folder, or a capacity study's.")
  private Path run = Path.of("");

  @Option(
      names = "--json",
      description = "Print result.json, or capacity-plan.json, on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (CapacityFolder.isStudy(run)) {
      return new StudyFolder(run).report(json);
    }
    RunFolder folder = RunFolder.open(run);
    RunResult result = Judge.report(folder);
    PrintStream screen = json ? System.err : System.out;
    int status = new Summary(screen, run).print(result, json, System.out, folder);
    return DrillJudge.judge(folder, result)
        .map(drill -> reported(drill, folder, screen))
        .orElse(status);
  }

  /** A drill may have failed in a run that passed; its verdict is never better than the run's. */
  private static int reported(DrillResult drill, RunFolder folder, PrintStream screen) {
    DrillReports.write(folder, drill);
    screen.println();
    DrillReports.lines(drill).forEach(screen::println);
    return Summary.status(drill.verdict()).status();
  }
}
