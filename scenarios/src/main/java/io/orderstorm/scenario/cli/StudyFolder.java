package io.orderstorm.scenario.cli;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.folder.SumCheck;
import io.orderstorm.report.render.CapacityJson;
import io.orderstorm.scenario.capacity.CapacityFolder;
import io.orderstorm.scenario.capacity.StudyReport;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code report} and {@code verify} do with the folder of a capacity study. */
final class StudyFolder {

  private final CapacityFolder folder;

  StudyFolder(Path root) {
    this.folder = CapacityFolder.open(root);
  }

  /** Makes the plan again; returns the exit status of the study. */
  int report(boolean json) throws IOException {
    PrintStream screen = json ? System.err : System.out;
    StudyReport report = StudyReport.of(folder);
    CapacityPlan plan = report.plan();
    report.write(plan);
    screen.println(plan.sentence());
    screen.println("plan      " + folder.planHtml());
    if (json) {
      System.out.println(Files.readString(folder.planJson()));
    }
    return CapacityCommand.exit(plan, report.searchesReplay()).status();
  }

  /** Checks sums, probes and plan; returns the exit status. */
  int verify(PrintWriter out) throws IOException {
    for (Path root : folder.sessions()) {
      SumCheck sums = RunFolder.open(root).verify();
      if (!sums.intact()) {
        out.println(
            "the raw records of "
                + root.getFileName()
                + " are not as they were when it ended: "
                + VerifyCommand.describe(sums));
        return ExitCode.BREACHED.status();
      }
    }
    out.println("the raw records of every session are as they were when it ended");
    if (!Files.exists(folder.planJson())) {
      throw new ScenarioException(
          folder.planJson()
              + " is missing, so there is no plan to verify; orderstorm report "
              + folder.root()
              + " makes it from the raw records");
    }
    StudyReport report = StudyReport.of(folder);
    Optional<String> probe = report.firstDifference();
    out.println(
        probe
            .map(difference -> "first differing figure: " + difference)
            .orElse("every figure of probes.jsonl follows from the raw records"));
    CapacityPlan plan;
    try {
      plan = report.plan();
    } catch (ScenarioException other) {
      if (probe.isEmpty()) {
        throw other;
      }
      // what was altered leads to another study, so there is no plan to compare
      out.println("no plan follows from probes.jsonl: " + other.getMessage());
      return ExitCode.BREACHED.status();
    }
    String stored = Files.readString(folder.planJson());
    if (!JsonDifference.isJson(stored)) {
      out.println("differs: capacity-plan.json is no JSON");
      return ExitCode.BREACHED.status();
    }
    List<String> differing =
        JsonDifference.between("capacity-plan.json", stored, CapacityJson.render(plan));
    if (differing.isEmpty()) {
      out.println("every figure of capacity-plan.json follows from the raw records");
    } else {
      out.println("first differing figure: " + differing.get(0));
    }
    List<String> altered = report.differing(plan);
    out.println(
        altered.isEmpty()
            ? "the plan is, byte for byte, what the raw records give"
            : "not what the raw records give: " + String.join(", ", altered));
    return (probe.isEmpty() && differing.isEmpty() && altered.isEmpty()
            ? ExitCode.PASSED
            : ExitCode.BREACHED)
        .status();
  }
}
