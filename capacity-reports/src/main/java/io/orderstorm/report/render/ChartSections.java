package io.orderstorm.report.render;

import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Series;
import java.util.List;

/** The charts of the page, one method each. */
final class ChartSections extends HtmlSection {

  ChartSections(Markup html, RunResult result) {
    super(html, result);
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
          .text(fault.name() + ", " + Words.span(fault))
          .raw("</li>");
    }
    html.raw("</ul>");
  }
}
