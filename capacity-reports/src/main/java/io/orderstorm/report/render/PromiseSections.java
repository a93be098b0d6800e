package io.orderstorm.report.render;

import io.orderstorm.report.result.Canary;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import java.util.List;

/** What was promised and how it was kept, and who was told. */
final class PromiseSections extends HtmlSection {

  PromiseSections(Markup html, RunResult result) {
    super(html, result);
  }

  void objectives() {
    begin("objectives", "wide", "Objectives", "What was promised, and what was reached.");
    HtmlTable table =
        HtmlTable.begin(html, "Objectives")
            .column("objective")
            .column("target")
            .column("actual")
            .column("verdict");
    for (ObjectiveResult objective : result.objectives()) {
      table
          .row("")
          .name(objective.name())
          .cell(objective.target())
          .cell(objective.actual())
          .markup(Marks.objective(objective));
    }
    table.end();
    end();
  }

  void recovery() {
    begin(
        "recovery",
        "wide",
        "Recovery",
        "RTO: from injection until the stage was free of violations for good. RPO: orders whose"
            + " input was there and whose outcome can no longer come.");
    HtmlTable table =
        HtmlTable.begin(html, "Recovery per fault and stage")
            .column("fault")
            .column("stage")
            .number("RTO")
            .number("target")
            .number("detected")
            .number("mitigated")
            .number("drain")
            .number("orders lost")
            .number("allowed")
            .number("over")
            .number("worth")
            .column("policy");
    String before = "";
    for (Recovery row : result.recovery()) {
      if (Words.isTold(row)) {
        recovery(table, row, !row.fault().equals(before));
        before = row.fault();
      }
    }
    table.end();
    notApplicable();
    end();
  }

  private void recovery(HtmlTable table, Recovery row, boolean first) {
    Long allowed = row.rpoTargetOrders();
    table
        .row(first ? "first" : "again")
        .name(row.fault())
        .cell(row.stage())
        .cell(Words.rto(row))
        .cell(
            row.rtoTargetSeconds() == null
                ? Words.NONE
                : "≤ " + Words.seconds(row.rtoTargetSeconds()))
        .cell(Words.seconds(row.detectSeconds()))
        .cell(Words.seconds(row.mitigateSeconds()))
        .cell(Words.seconds(row.drainSeconds()))
        .cell(Words.count(row.rpoOrders()))
        .cell(allowed == null ? Words.NONE : "≤ " + Words.count(allowed))
        .cell(row.rpoOrders() == 0 ? Words.NONE : Words.seconds(row.rpoSeconds()))
        .cell(Words.money(row))
        .markup(
            Marks.policy(row)
                + (row.note().isEmpty()
                    ? ""
                    : "<br><small class=\"soft\">" + Markup.escape(row.note()) + "</small>"));
  }

  private void notApplicable() {
    List<String> messages =
        result.recovery().stream()
            .filter(r -> r.verdict() == Recovery.Policy.NOT_APPLICABLE)
            .map(Recovery::fault)
            .distinct()
            .toList();
    List<String> untouched = Words.untouched(result);
    if (!untouched.isEmpty()) {
      html.element(
          "p",
          "soft",
          "Never interrupted, and without a policy: " + String.join("; ", untouched) + ".");
    }
    if (!messages.isEmpty()) {
      html.element(
          "p",
          "soft",
          "Not applicable: "
              + String.join(", ", messages)
              + ". Message faults add records and interrupt nothing.");
    }
  }

  void alerts() {
    begin(
        "alerts",
        "wide",
        "Alerts",
        "What the pipeline’s own monitoring raised, in seconds of the load, and how soon after the"
            + " fault that it tells of.");
    if (result.alerts().isEmpty()) {
      html.element("p", "soft", "None was raised.");
    } else {
      table(
          "Alerts in the order in which they were raised",
          Words.ALERT,
          result.alerts().stream().map(Words::alert).toList());
    }
    end();
  }

  void canary() {
    Canary canary = result.canary();
    if (canary == null) {
      return;
    }
    begin(
        "canary",
        "wide",
        "Candidate",
        "The next version of a handler beside the stable one, by the events that each handled in"
            + " the same while.");
    html.element("p", CanaryWords.sentence(canary));
    table("Both versions in each step", CanaryWords.VERSION, CanaryWords.versions(canary));
    table(
        "Differences that the rules ask about",
        CanaryWords.DIFFERENCE,
        CanaryWords.differences(canary));
    end();
  }
}
