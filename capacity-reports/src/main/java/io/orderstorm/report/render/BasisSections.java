package io.orderstorm.report.render;

import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Validity;

/** What the run rests on: the harness, the machine, and how to have it again. */
final class BasisSections extends HtmlSection {

  BasisSections(Markup html, RunResult result) {
    super(html, result);
  }

  void validity() {
    Validity v = result.validity();
    begin(
        "validity",
        "",
        "Validity",
        v.valid()
            ? "The harness itself did its work, so the run can be judged."
            : "The run can’t be judged, for these reasons.");
    if (!v.valid()) {
      HtmlTable table =
          HtmlTable.begin(html, "Reasons")
              .column("reason")
              .column("figure")
              .column("limit")
              .column("remedy");
      for (Validity.Reason r : v.reasons()) {
        table.row("").name(r.name()).cell(r.figure()).cell(r.limit()).cell(r.remedy());
      }
      table.end();
    }
    html.raw("<dl class=\"cols\">");
    entry("Generator’s own slip, p99", Words.milliseconds(v.scheduleSlipP99Ms()));
    entry("Hiccups of generator and observer, p99", Words.milliseconds(v.hiccupP99Ms()));
    entry("Observer behind, p99 of the worst 5 s", Words.milliseconds(v.observerLagP99Ms()));
    entry("Observer behind, most records", Words.count(v.observerLagMax()));
    entry("Every fault bit", v.faultsEffective() ? "yes" : "no");
    html.raw("</dl>");
    v.notes().forEach(note -> html.element("p", "soft", note));
    end();
  }

  void environment() {
    begin("environment", "", "Environment", "");
    html.raw("<dl class=\"cols\">");
    entry("engine", result.run().engine());
    entry("environment", result.run().environment());
    result.environment().forEach(this::entry);
    String provenance = result.throughput().ceilingProvenance();
    if (!provenance.isEmpty()) {
      entry("ceiling measured by", provenance);
    }
    html.raw("</dl>");
    end();
  }

  void reproduce() {
    begin("reproduce", "wide", "Run it again", "");
    html.raw("<pre><code>").text(result.run().command()).raw("</code></pre>");
    html.element(
        "p",
        "soft",
        "Seed "
            + result.run().seed()
            + ". The scenario as it was resolved is in scenario.yaml beside this file; running that"
            + " repeats the run.");
    end();
  }
}
