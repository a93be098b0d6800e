package io.orderstorm.scenario.gameday;

import io.orderstorm.scenario.runbook.Runbook;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code runbook.md}: for the summary of a job, or the minutes of a GameDay. */
final class RunbookMarkdown {

  private final StringBuilder text = new StringBuilder();

  private RunbookMarkdown() {}

  static String render(Runbook runbook, List<StepResult> steps, RunbookVerdict verdict) {
    var report = new RunbookMarkdown();
    report.line("# " + verdict.outcome() + " – runbook " + runbook.name());
    report.line("");
    report.line(escape(runbook.title()));
    report.line("");
    verdict.reasons().forEach(reason -> report.line("- " + escape(reason)));
    if (!verdict.reasons().isEmpty()) {
      report.line("");
    }
    report.line("| | stated | measured |");
    report.line("| --- | --- | --- |");
    report.time("detected", runbook.stated().detect(), verdict.detectSeconds());
    report.time("mitigated", runbook.stated().mitigate(), verdict.mitigateSeconds());
    report.time("recovered", runbook.stated().recover(), verdict.recoverSeconds());
    report.line("");
    steps.forEach(
        step -> report.line("- " + (step.held() ? "held: " : "WRONG: ") + escape(step.title())));
    return report.text.toString();
  }

  private void time(String what, Duration stated, @Nullable Double seconds) {
    line(
        String.format(
            Locale.ROOT,
            "| %s | %.1f s | %s |",
            what,
            stated.toMillis() / 1_000.0,
            seconds == null ? "–" : String.format(Locale.ROOT, "%.1f s", seconds)));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String escape(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
