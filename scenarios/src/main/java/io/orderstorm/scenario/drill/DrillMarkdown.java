package io.orderstorm.scenario.drill;

import io.orderstorm.report.result.ObjectiveResult;
import java.util.Locale;

/** {@code drill.md}: for a pull request, or the minutes of the quarter. */
final class DrillMarkdown {

  private final StringBuilder text = new StringBuilder();

  private DrillMarkdown() {}

  static String render(DrillResult result) {
    var report = new DrillMarkdown();
    report.head(result);
    report.body(result);
    return report.text.toString();
  }

  private void head(DrillResult result) {
    line("# " + result.verdict() + " – drill " + result.drill());
    line("");
    line(escape(result.title()));
    line("");
    line(
        String.format(
            Locale.ROOT,
            "Run %s, %s, %.0f s of at most %.0f s%s.",
            escape(result.run()),
            result.startedAt(),
            result.seconds(),
            result.limitSeconds(),
            result.isShort() ? ", short form" : ""));
    if (!result.reasons().isEmpty()) {
      line("");
      result.reasons().forEach(reason -> line("- " + escape(reason)));
    }
  }

  private void body(DrillResult result) {
    heading("Checks");
    line("| check | wanted | actual | |");
    line("| --- | --- | --- | --- |");
    for (ObjectiveResult check : result.checks()) {
      line(
          "| "
              + String.join(
                  " | ",
                  escape(check.name()),
                  escape(check.target()),
                  escape(check.actual()),
                  check.word())
              + " |");
    }
    heading("Figures");
    result.figures().forEach((name, value) -> line("- " + escape(name) + ": " + escape(value)));
    heading("What was done");
    for (DrillResult.Step step : result.steps()) {
      line(
          String.format(
              Locale.ROOT,
              "- %.1f s: **%s** %s",
              step.atSeconds(),
              escape(step.step()),
              escape(step.detail())));
    }
  }

  private void heading(String heading) {
    line("");
    line("## " + heading);
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String escape(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
