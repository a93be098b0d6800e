package io.orderstorm.scenario.judge;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.render.Reports;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.file.ScenarioFile;
import java.nio.file.Files;
import java.time.Duration;
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

  /**
   * What the run is judged by, from its own scenario file. A load that an operator has cut is owed
   * up to that moment only.
   */
  public static Expectations expectations(RunFolder folder) {
    ScenarioFile scenario = ScenarioFile.read(folder.scenario(), List.of(), Optional.empty());
    Expectations whole =
        Promises.of(scenario.scenario(), EnvironmentFile.read(folder.environment()));
    return offered(folder).map(whole::offering).orElse(whole);
  }

  /** How long orders were to be sent, if that is not as long as the scenario says. */
  private static Optional<Duration> offered(RunFolder folder) {
    if (!Files.exists(folder.events())) {
      return Optional.empty();
    }
    List<RunEvent> log = EventLog.read(folder.events());
    return first(log, RunEvent.LOAD_STARTED)
        .flatMap(start -> first(log, RunEvent.LOAD_CUT).map(cut -> since(start, cut)));
  }

  private static Optional<RunEvent> first(List<RunEvent> log, String type) {
    return log.stream().filter(event -> event.is(type)).findFirst();
  }

  private static Duration since(RunEvent start, RunEvent end) {
    return Duration.ofNanos(Math.max(0, end.timeNanos() - start.timeNanos()));
  }
}
