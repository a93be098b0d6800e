package io.orderstorm.report.render;

import io.orderstorm.report.result.Alert;
import io.orderstorm.report.result.Anomaly;
import io.orderstorm.report.result.Canary;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.Dispositions;
import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.GroupLag;
import io.orderstorm.report.result.HistoryLine;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Scaling;
import io.orderstorm.report.result.Series;
import io.orderstorm.report.result.StageHealth;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Validity;
import java.util.List;

/** The sections of the page, one method each, in no order of their own. */
final class HtmlSections {

  private final Markup html;
  private final RunResult result;

  HtmlSections(Markup html, RunResult result) {
    this.html = html;
    this.result = result;
  }

  private void begin(String id, String style, String heading, String lead) {
    html.raw(
        "<section id=\""
            + id
            + "-section\" class=\""
            + style
            + "\" aria-labelledby=\""
            + id
            + "-heading\">");
    html.raw("<h2 id=\"" + id + "-heading\">").text(heading).raw("</h2>");
    if (!lead.isEmpty()) {
      html.element("p", "lead", lead);
    }
  }

  private void end() {
    html.raw("</section>");
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

  private void chart(String id, String description) {
    html.raw(
        "<div class=\"chart\" id=\""
            + id
            + "\" role=\"img\" aria-label=\""
            + Markup.escape(description)
            + "\"></div>");
  }

  private void faultKey() {
    if (result.faults().isEmpty()) {
      return;
    }
    html.raw("<ul class=\"key\" aria-label=\"Faults\">");
    for (int i = 0; i < result.faults().size(); i++) {
      FaultReport fault = result.faults().get(i);
      html.raw("<li>")
          .element("b", ChartData.letter(i))
          .text(fault.name() + ", " + span(fault))
          .raw("</li>");
    }
    html.raw("</ul>");
  }

  private static String span(FaultReport fault) {
    Double from = fault.injectedSeconds();
    Double to = fault.revertedSeconds();
    if (from == null) {
      return "never injected";
    }
    return Words.format("%.0f–", from) + (to == null ? "end" : Words.format("%.0f s", to));
  }

  void rates() {
    begin(
        "rates",
        "wide",
        "Rates",
        "Orders per second: as scheduled, acknowledged by the brokers, and completed (dispatched or"
            + " compensated). Shaded: faults; the first grey part is warm-up.");
    chart(
        "rates",
        "Line chart of scheduled, acknowledged and completed orders per second; peak offered "
            + Words.rate(result.throughput().offeredPeakPerSecond())
            + ". The same figures are in timeline.csv.");
    faultKey();
    end();
  }

  void lag() {
    begin(
        "lag",
        "",
        "Lag",
        "Records that each consumer group had yet to commit, the most within each second.");
    chart(
        "lag",
        "Line chart of lag per consumer group; peaks are in the lag table below. The same figures"
            + " are in lag.csv.");
    faultKey();
    end();
  }

  void latencyOverTime() {
    begin(
        "latency",
        "",
        "Latency over time",
        "From the intended send time, so that waiting counts. Orders by the second in which they"
            + " were due.");
    html.raw("<fieldset class=\"choose\"><legend>Stage</legend>");
    List<Series.StageSeries> stages = result.series().latency();
    for (int i = 0; i < stages.size(); i++) {
      String stage = Markup.escape(stages.get(i).stage());
      boolean chosen = i == stages.size() - 1;
      html.raw(
          "<label><input type=\"radio\" name=\"stage\" value=\""
              + stage
              + "\""
              + (chosen ? " checked" : "")
              + ">"
              + stage
              + "</label>");
    }
    html.raw("</fieldset>");
    chart(
        "latency",
        "Line chart of p50, p99 and maximum latency per second of the chosen stage, logarithmic."
            + " The same figures are in timeline.csv.");
    end();
  }

  void percentiles() {
    begin(
        "curve",
        "",
        "Percentiles",
        "The whole distribution of each stage; to the right the worst orders. Fulfilment ends the"
            + " order, so it is end-to-end.");
    chart(
        "curve",
        "Percentile plot of latency per stage over a logarithmic axis of 1/(1−q). The latency table"
            + " below has the main percentiles.");
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
      HtmlTable table = HtmlTable.begin(html, "Alerts in the order in which they were raised");
      Words.ALERT.forEach(table::column);
      for (Alert alert : result.alerts()) {
        table.row("").name(alert.name());
        Words.alert(alert).stream().skip(1).forEach(table::cell);
      }
      table.end();
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

  private void table(String caption, List<String> headings, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      HtmlTable table = HtmlTable.begin(html, caption);
      headings.forEach(table::column);
      for (List<String> cells : rows) {
        table.row("").name(cells.get(0));
        cells.stream().skip(1).forEach(table::cell);
      }
      table.end();
    }
  }

  void latency() {
    begin(
        "latencies",
        "wide",
        "Latency",
        "From the intended send time to the outcome as any consumer could see it, without the"
            + " warm-up. The last percentile column counts from the actual send, for comparison"
            + " only.");
    HtmlTable table =
        HtmlTable.begin(html, "Latency per stage")
            .column("stage")
            .number("orders")
            .number("p50")
            .number("p90")
            .number("p99")
            .number("p99.9")
            .number("max")
            .number("service p99")
            .number("unfinished")
            .number("in warm-up");
    for (StageLatency l : result.latency()) {
      boolean any = l.count() > 0;
      table
          .row("")
          .name(l.stage())
          .cell(Words.count(l.count()))
          .cell(any ? shown(l, "p50", l.p50Ms()) : Words.NONE)
          .cell(any ? shown(l, "p90", l.p90Ms()) : Words.NONE)
          .cell(any ? shown(l, "p99", l.p99Ms()) : Words.NONE)
          .cell(any ? shown(l, "p999", l.p999Ms()) : Words.NONE)
          .cell(any ? Words.milliseconds(l.maxMs()) : Words.NONE)
          .cell(any ? Words.milliseconds(l.serviceP99Ms()) : Words.NONE)
          .cell(Words.count(l.unfinished()))
          .cell(Words.count(l.warmup()));
    }
    table.end();
    if (result.latency().stream().anyMatch(l -> !l.thinPercentiles().isEmpty())) {
      html.element("p", "soft", "* rests on fewer than 10/(1−q) orders and says little.");
    }
    end();
  }

  private static String shown(StageLatency latency, String percentile, double ms) {
    return Words.milliseconds(ms) + (latency.thinPercentiles().contains(percentile) ? " *" : "");
  }

  void orders() {
    OrderCounts o = result.orders();
    begin("orders", "wide", "Every order accounted for", "");
    html.raw("<div class=\"equation\">");
    term(o.offered(), "offered", false)
        .sign("=")
        .term(o.acknowledged(), "acknowledged", false)
        .sign("+")
        .term(o.rejected(), "rejected", false);
    sign("+").term(o.indeterminate(), "indeterminate", false);
    html.raw("</div><div class=\"equation\">");
    term(o.acknowledged(), "acknowledged", false)
        .sign("+")
        .term(o.indeterminateLanded(), "indeterminate that landed", false)
        .sign("=");
    term(o.fulfilled(), "fulfilled", false)
        .sign("+")
        .term(o.compensated(), "compensated", false)
        .sign("+");
    term(o.deadLettered(), "dead-lettered", false)
        .sign("+")
        .term(o.inFlight(), "in flight", true)
        .sign("+")
        .term(o.lost(), "lost", true);
    html.raw("</div><h3>Correctness</h3><div class=\"equation\">");
    term(o.duplicateEffects(), "duplicate effects", true)
        .term(o.orphanEffects(), "orphan effects", true);
    term(o.orderingViolations(), "ordering violations", true)
        .term(o.impossibleTransitions(), "impossible transitions", true);
    term(o.parityMismatches(), "parity mismatches", true);
    html.raw("</div>");
    amplification();
    end();
  }

  private void amplification() {
    html.raw(
        "<details><summary class=\"soft\">Done again: redeliveries, retries, rewritten"
            + " events</summary><dl class=\"cols\">");
    result
        .amplification()
        .forEach(
            (name, count) ->
                html.raw("<div>")
                    .element("dt", name)
                    .element("dd", Words.count(count))
                    .raw("</div>"));
    html.raw("</dl></details>");
  }

  private HtmlSections term(long count, String label, boolean alarming) {
    String style = count == 0 ? "zero" : alarming ? "alarm" : "";
    html.raw("<span" + (style.isEmpty() ? "" : " class=\"" + style + "\"") + ">");
    html.element("b", Words.count(count)).element("small", label).raw("</span>");
    return this;
  }

  private HtmlSections sign(String sign) {
    html.element("i", sign);
    return this;
  }

  void anomalies() {
    if (result.anomalies().isEmpty()) {
      return;
    }
    begin(
        "anomalies",
        "wide",
        "What was found wrong",
        Words.totals(result)
            + ". At most 20 of each kind are shown; anomalies.jsonl has up to 1,000, with the"
            + " histories of their orders.");
    HtmlTable table =
        HtmlTable.begin(html, "Anomalies").column("kind").number("order").column("evidence");
    for (Anomaly anomaly : result.shownAnomalies()) {
      table
          .row("")
          .name(anomaly.kind())
          .cell(String.valueOf(anomaly.orderNumber()))
          .markup(Markup.escape(anomaly.evidence()) + history(anomaly));
    }
    table.end();
    end();
  }

  private String history(Anomaly anomaly) {
    if (anomaly.history().isEmpty()) {
      return "";
    }
    StringBuilder lines = new StringBuilder("<details><summary>history</summary><pre>");
    for (HistoryLine line : anomaly.history()) {
      lines.append(Markup.escape(Words.line(line, result))).append('\n');
    }
    return lines.append("</pre></details>").toString();
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
            .cell(span(fault))
            .markup(Marks.yes(fault.effective(), "yes", "no"))
            .cell(fault.evidence());
      }
      table.end();
    }
    end();
  }

  void deadLetters() {
    DeadLetters letters = result.deadLetters();
    begin("dead-letters", "", "Dead letters", "");
    html.raw("<div class=\"equation\">");
    term(letters.injected(), "poison injected", false)
        .term(letters.deadLettered(), "dead-lettered", false);
    term(letters.missed(), "missed", true)
        .term(letters.falselyDeadLettered(), "falsely dead-lettered", true);
    html.raw("</div>");
    if (letters.others().isAsked()) {
      others(letters.others());
    }
    if (!letters.byCause().isEmpty()) {
      HtmlTable table =
          HtmlTable.begin(html, "Dead letters by cause")
              .column("error")
              .column("queue")
              .number("count")
              .number("expected");
      for (DeadLetters.Cause cause : letters.byCause()) {
        table
            .row("")
            .name(cause.error())
            .cell(cause.topic())
            .cell(Words.count(cause.count()))
            .cell(Words.count(cause.expected()));
      }
      table.end();
    }
    end();
  }

  private void others(Dispositions others) {
    html.raw("<div class=\"equation\">");
    term(others.toBeProcessed(), "to be processed", false)
        .term(others.processed(), "processed", false);
    term(others.toBeIgnored(), "to be ignored", false).term(others.ignored(), "ignored", false);
    html.raw("</div>");
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

  void health() {
    begin(
        "health",
        "wide",
        "Beyond averages",
        "Retries, partitions changing hands, time lag and head-of-line blocking of each stage, and"
            + " Burrow’s statuses over 10 s; when and where stands in result.json.");
    HtmlTable table = HtmlTable.begin(html, "Health per stage");
    Words.HEALTH.forEach(table::column);
    for (StageHealth stage : result.health()) {
      table.row("").name(stage.stage());
      Words.health(stage).stream().skip(1).forEach(table::cell);
    }
    table.end();
    scaling();
    result.expansions().forEach(topic -> html.element("p", "soft", Words.expansion(topic)));
    end();
  }

  private void scaling() {
    if (result.scaling().isEmpty()) {
      return;
    }
    HtmlTable table = HtmlTable.begin(html, "Consumers scaled on the backlog");
    Words.SCALING.forEach(table::column);
    for (Scaling stage : result.scaling()) {
      table.row("").name(stage.stage());
      Words.scaling(stage).stream().skip(1).forEach(table::cell);
    }
    table.end();
  }

  private void entry(String name, String value) {
    html.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
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
