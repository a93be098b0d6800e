package io.orderstorm.report.render;

import io.orderstorm.report.result.Anomaly;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.Dispositions;
import io.orderstorm.report.result.HistoryLine;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;

/** What became of the orders, and how long they took. */
final class OrderSections extends HtmlSection {

  OrderSections(Markup html, RunResult result) {
    super(html, result);
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
}
