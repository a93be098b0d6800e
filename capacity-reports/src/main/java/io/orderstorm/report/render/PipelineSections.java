package io.orderstorm.report.render;

import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.GroupLag;
import io.orderstorm.report.result.RunResult;

/** What happened to the pipeline, and how it got over it. */
final class PipelineSections extends HtmlSection {

  PipelineSections(Markup html, RunResult result) {
    super(html, result);
  }

  void faults() {
    begin("faults", "wide", "Faults", "");
    if (result.faults().isEmpty()) {
      html.element("p", "soft", "This scenario has none.");
    } else {
      HtmlTable table =
          HtmlTable.begin(html, "Faults")
              .column("fault")
              .column("kind")
              .column("on")
              .column("when")
              .column("effective")
              .column("evidence");
      for (FaultReport fault : result.faults()) {
        table
            .row("")
            .name(fault.name())
            .cell(fault.kind())
            .cell(fault.target())
            .cell(Words.span(fault))
            .markup(Marks.yes(fault.effective(), "yes", "no"))
            .cell(fault.evidence());
      }
      table.end();
    }
    end();
  }

  void lagTable() {
    begin(
        "lag-recovery",
        "",
        "Lag recovery",
        "From a fault’s revert until the backlog was back under its bound for good; the prediction"
            + " uses an earlier drain of this run.");
    HtmlTable table =
        HtmlTable.begin(html, "Lag recovery per group")
            .column("group")
            .number("peak")
            .number("bound")
            .column("slowest after")
            .number("recovered")
            .number("predicted")
            .number("drain");
    for (GroupLag lag : result.lag()) {
      Double drain = lag.drainPerSecond();
      table
          .row("")
          .name(lag.group())
          .cell(Words.count(lag.peak()))
          .cell(Words.count(lag.below()))
          .cell(lag.fault() == null ? Words.NONE : lag.fault())
          .cell(
              lag.recoverySeconds() == null
                  ? "not recovered"
                  : Words.seconds(lag.recoverySeconds()))
          .cell(Words.seconds(lag.predictedRecoverySeconds()))
          .cell(drain == null ? Words.NONE : Words.rate(drain));
    }
    table.end();
    result.lag().stream()
        .filter(l -> l.fault() != null && !l.predictedReason().isEmpty())
        .forEach(
            l ->
                html.element(
                    "p", "soft", l.group() + ": no prediction, " + l.predictedReason() + "."));
    end();
  }

  void health() {
    begin(
        "health",
        "wide",
        "Beyond averages",
        "Retries, partitions changing hands, time lag and head-of-line blocking of each stage, and"
            + " Burrow’s statuses over 10 s; when and where stands in result.json.");
    table("Health per stage", Words.HEALTH, result.health().stream().map(Words::health).toList());
    table(
        "Consumers scaled on the backlog",
        Words.SCALING,
        result.scaling().stream().map(Words::scaling).toList());
    result.expansions().forEach(topic -> html.element("p", "soft", Words.expansion(topic)));
    end();
  }
}
