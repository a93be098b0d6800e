package io.orderstorm.scenario.cli;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.folder.SumCheck;
import io.orderstorm.report.recount.Difference;
import io.orderstorm.report.recount.Recount;
import io.orderstorm.report.render.Reports;
import io.orderstorm.report.render.ResultJson;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.capacity.CapacityFolder;
import io.orderstorm.scenario.drill.DrillJudge;
import io.orderstorm.scenario.drill.DrillReports;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.judge.Judge;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks a run's raw records against their sums, computes every figure again and compares it"
            + " with result.json; of a capacity study its probes and its plan.",
    footer = {"", "Example: orderstorm verify runs/20261127T180000Z-campaign-peak"})
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "A run folder, or a capacity study's.")
  private Path run = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (CapacityFolder.isStudy(run)) {
      int status = new StudyFolder(run).verify(out);
      out.flush();
      return status;
    }
    RunFolder folder = RunFolder.open(run);
    SumCheck sums = folder.verify();
    if (!sums.intact()) {
      // what was altered may not even be readable; nothing that follows from it is worth computing
      out.println("the raw records are not as they were when the run ended: " + describe(sums));
      out.flush();
      return ExitCode.BREACHED.status();
    }
    out.println("the raw records are as they were when the run ended");
    if (!Files.exists(folder.resultJson())) {
      out.flush();
      throw new ScenarioException(
          folder.resultJson()
              + " is missing, so there is no figure to verify; orderstorm report "
              + run
              + " computes it from the raw records");
    }
    String stored = new String(Files.readAllBytes(folder.resultJson()), StandardCharsets.UTF_8);
    if (!JsonDifference.isJson(stored)) {
      out.println("differs: result.json is no JSON");
      out.flush();
      return ExitCode.BREACHED.status();
    }
    RunResult result = Judge.judge(folder);
    String again = ResultJson.render(result);
    List<String> differing = JsonDifference.between(stored, again);
    if (differing.isEmpty()) {
      out.println("every figure of result.json follows from the raw records");
    } else {
      differing.forEach(difference -> out.println("differs: " + difference));
    }
    List<String> altered = new ArrayList<>(Reports.differing(folder, result));
    DrillJudge.judge(folder, result)
        .ifPresent(drill -> altered.addAll(DrillReports.differing(folder, drill)));
    if (altered.isEmpty()) {
      out.println("every report is, byte for byte, what the raw records give");
    } else {
      out.println("not what the raw records give: " + String.join(", ", altered));
    }
    List<Difference> recounted = Recount.of(folder, Judge.expectations(folder)).differences(stored);
    if (recounted.isEmpty()) {
      out.println("a second, independent count comes to the same figures");
    } else {
      out.println("first differing figure: " + recounted.get(0));
    }
    out.flush();
    return (differing.isEmpty() && altered.isEmpty() && recounted.isEmpty()
            ? ExitCode.PASSED
            : ExitCode.BREACHED)
        .status();
  }

  static String describe(SumCheck sums) {
    return sums.sealed()
        ? "altered " + sums.altered() + ", missing " + sums.missing() + ", added " + sums.added()
        : "there are no sums";
  }
}
