package io.orderstorm.report.render;

import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Throughput;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** {@code report.html}: one file that needs no network, the verdict first. */
public final class ReportHtml {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  private final RunResult result;
  private final Markup html = new Markup();

  private ReportHtml(RunResult result) {
    this.result = result;
  }

  public static String render(RunResult result) {
    ReportHtml report = new ReportHtml(result);
    report.head();
    report.verdict();
    report.facts();
    report.html.raw("</header><main>");
    var promises = new PromiseSections(report.html, result);
    var charts = new ChartSections(report.html, result);
    var pipeline = new PipelineSections(report.html, result);
    var orders = new OrderSections(report.html, result);
    var basis = new BasisSections(report.html, result);
    promises.objectives();
    charts.rates();
    charts.lag();
    charts.latencyOverTime();
    charts.percentiles();
    pipeline.lagTable();
    pipeline.health();
    promises.recovery();
    promises.alerts();
    promises.canary();
    orders.latency();
    orders.orders();
    orders.anomalies();
    pipeline.faults();
    orders.deadLetters();
    basis.validity();
    basis.environment();
    basis.reproduce();
    report.tail();
    return report.html.toString();
  }

  private void head() {
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">");
    html.element("title", result.verdict() + " – " + result.run().scenario());
    html.raw("<style>")
        .raw(Library.uplot("uPlot.min.css"))
        .raw(Library.own("report.css"))
        .raw("</style>");
    html.raw("</head><body class=\"" + result.verdict() + "\"><header>");
  }

  private void verdict() {
    RunIdentity run = result.run();
    html.raw(Marks.verdict(result.verdict()));
    html.element("h1", Words.sentence(result));
    html.element("p", "question", run.question());
    html.element(
        "p",
        "meta",
        run.title()
            + " · scenario "
            + run.scenario()
            + " · "
            + run.engine()
            + " engine, "
            + run.environment()
            + " · owner "
            + run.owner()
            + " · "
            + WHEN.format(result.startedAt())
            + " · "
            + Words.format("%.0f s", result.durationSeconds()));
    if (result.reasons().size() > 1) {
      html.raw("<ul class=\"reasons\">");
      result.reasons().forEach(reason -> html.element("li", reason));
      html.raw("</ul>");
    }
  }

  private void facts() {
    html.raw("<dl class=\"facts\">");
    fact(
        "Orders offered",
        Words.count(result.orders().offered()),
        Words.count(result.orders().acknowledged()) + " acknowledged");
    fact(
        "Fulfilled",
        Words.count(result.orders().fulfilled()),
        Words.count(result.orders().compensated()) + " compensated");
    fact(
        "Lost",
        Words.count(result.orders().lost()),
        result.orders().duplicateEffects() + " duplicate effects");
    result.latency().stream()
        .filter(l -> l.stage().equals("end-to-end"))
        .findFirst()
        .ifPresent(this::endToEnd);
    peak(result.throughput());
    slowestRecovery();
    html.raw("</dl>");
  }

  private void endToEnd(StageLatency latency) {
    boolean any = latency.count() > 0;
    fact(
        "End-to-end p50",
        any ? Words.milliseconds(latency.p50Ms()) : Words.NONE,
        any
            ? "p99 " + Words.milliseconds(latency.p99Ms()) + ", faults included"
            : "no order came to its end");
  }

  private void peak(Throughput throughput) {
    Double ceiling = throughput.ceilingPerSecond();
    Double share = throughput.peakShareOfCeiling();
    String beside =
        ceiling == null || share == null
            ? "ceiling not measured"
            : Words.percent(share) + " of the ceiling " + Words.rate(ceiling);
    fact("Peak rate", Words.rate(throughput.offeredPeakPerSecond()), beside);
  }

  private void slowestRecovery() {
    List<Recovery> rows = result.recovery();
    boolean never = rows.stream().anyMatch(r -> r.rtoAtLeastSeconds() != null);
    rows.stream()
        .filter(r -> r.rtoSeconds() != null)
        .max((a, b) -> Double.compare(value(a), value(b)))
        .ifPresent(
            r ->
                fact(
                    "Slowest recovery",
                    never ? "not recovered" : Words.seconds(r.rtoSeconds()),
                    never
                        ? "see recovery"
                        : value(r) == 0
                            ? "no stage was interrupted"
                            : r.stage() + ", " + r.fault()));
  }

  private static double value(Recovery row) {
    Double seconds = row.rtoSeconds();
    return seconds == null ? 0 : seconds;
  }

  private void fact(String label, String figure, String beside) {
    html.raw("<div>")
        .element("dt", label)
        .raw("<dd>")
        .text(figure)
        .element("small", beside)
        .raw("</dd></div>");
  }

  private void tail() {
    html.raw("</main><footer><p>OrderStorm · run ").text(result.run().id());
    html.raw(
        " · every figure is computed from the raw records in this folder; docs/run-folder.md says"
            + " how to read them. Charts: uPlot ");
    html.text(Library.uplotVersion()).raw(", MIT.</p></footer>");
    html.raw("<script type=\"application/json\" id=\"data\">")
        .raw(ChartData.json(result))
        .raw("</script>");
    html.raw("<script>").raw(Library.uplot("uPlot.iife.min.js")).raw("</script>");
    html.raw("<script>").raw(Library.own("report.js")).raw("</script></body></html>\n");
  }
}
