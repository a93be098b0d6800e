package io.orderstorm.scenario.judge;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.render.Reports;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.file.ScenarioFile;
import java.util.List;
import java.util.Optional;

/**
 * Computes everything that is reported from a run folder alone: the same figures a year later on
 * another machine.
 */
public final class Judge {

  private Judge() {}

  /** Analyses a run; writes nothing. */
  public static RunResult judge(RunFolder folder) {
    return RunAnalysis.analyse(folder, expectations(folder));
  }

  /** Analyses a run and writes its reports. */
  public static RunResult report(RunFolder folder) {
    RunResult result = judge(folder);
    Reports.write(folder, result);
    return result;
  }

  /** What the run is judged by, from its own scenario file. */
  public static Expectations expectations(RunFolder folder) {
    ScenarioFile scenario = ScenarioFile.read(folder.scenario(), List.of(), Optional.empty());
    return Promises.of(scenario.scenario(), EnvironmentFile.read(folder.environment()));
  }
}
