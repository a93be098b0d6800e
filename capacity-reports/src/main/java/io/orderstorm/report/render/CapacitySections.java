package io.orderstorm.report.render;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.LagRecoveryTable;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ScalabilityFit;
import io.orderstorm.report.capacity.ScalabilityStudy;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.report.cost.CostSheet;
import java.util.Locale;

/** The parts of the plan's page. */
final class CapacitySections {

  private static final String END_TO_END = "end-to-end";

  private final Markup html;
  private final CapacityPlan plan;
  private final PlanContext context;

  CapacitySections(Markup html, CapacityPlan plan) {
    this.html = html;
    this.plan = plan;
    this.context = plan.context();
  }

  private void part(String id, String heading, String lead) {
    html.raw("<div class=\"part\" id=\"" + id + "\">");
    html.element("h2", heading).element("p", lead);
  }

  private void section(String heading) {
    html.raw("<section>").element("h2", heading);
  }

  private void endSection() {
    html.raw("</section>");
  }

  private void endPart() {
    html.raw("</div>");
  }

  void impact() {
    part("impact", "Impact summary", "For product: what can be promised, and what to decide.");
    section("Expected and sustained");
    HtmlTable table = HtmlTable.begin(html, "Expected and sustained rates");
    table.column("").number("Orders a second").column("");
    context
        .forecast()
        .ifPresent(
            forecast -> {
              rate(table, "Baseline", forecast.baselinePerSecond(), "");
              rate(table, "Peak", forecast.peakPerSecond(), "");
              rate(table, "To plan for", forecast.campaignPerSecond(), forecast.basis());
            });
    Double target = context.targetPerSecond();
    if (target != null) {
      rate(table, "Target", target, "");
    }
    for (Searched searched : plan.study().searched()) {
      rate(
          table,
          "Sustained, " + searched.condition(),
          searched.result().sustained(),
          PlanWords.sustained(searched.result()) + "; " + searched.description());
    }
    table.end();
    HeadroomTable.of(plan).write(html);
    html.raw("<p class=\"soft\">Sustained: ");
    html.text(
        context.objectives().isEmpty()
            ? "no backlog grows; the scenario names no objective of latency or lag."
            : "no backlog grows, and " + objectives() + ".");
    html.raw("</p>");
    if (!context.recovery().isEmpty()) {
      html.raw("<p class=\"soft\">Recovery targets, not played here: ");
      html.text(context.recovery().toString().replaceAll("[{}]", "")).raw("</p>");
    }
    endSection();
    section("Recommendations");
    if (plan.recommendations().isEmpty()) {
      html.element("p", "soft", "Nothing that was measured asks for a change.");
    } else {
      html.raw("<ol class=\"todo\">");
      for (CapacityPlan.Recommendation what : plan.recommendations()) {
        html.raw("<li>").text(what.what() + ".");
        html.element("small", "Evidence: " + what.evidence() + ".");
        html.element("small", "Expected: " + what.effect() + ".").raw("</li>");
      }
      html.raw("</ol>");
    }
    endSection();
    plan.cost().ifPresentOrElse(this::cost, () -> unmeasured("Cost of 1,000 orders"));
    endPart();
  }

  private void unmeasured(String heading) {
    section(heading);
    html.element("p", "soft", PlanWords.NOTHING_SUSTAINED);
    endSection();
  }

  private void cost(CostSheet sheet) {
    CostTables tables = new CostTables(sheet);
    section("Cost of 1,000 orders");
    html.element("p", "lead", tables.sentence());
    tables.money().write(html);
    tables.owners().write(html);
    tables.topics().write(html);
    html.element("p", "soft", tables.silentTopics());
    tables.stages().write(html);
    html.element("p", "soft", tables.notes());
    endSection();
  }

  private String objectives() {
    StringBuilder text = new StringBuilder();
    context
        .objectives()
        .forEach(
            (name, target) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(target));
    return text.toString();
  }

  private static void rate(HtmlTable table, String name, double rate, String beside) {
    table.row("").name(name).cell(PlanWords.rate(rate)).cell(beside);
  }

  void design() {
    part("design", "Design summary", "For engineering: where the limit comes from.");
    plan.dimensions().ifPresentOrElse(this::dimensions, () -> unmeasured("Four dimensions"));
    context.bottleneck().filter(at -> !at.resources().isEmpty()).ifPresent(this::bottleneck);
    sizing();
    plan.study().searched().forEach(this::searched);
    plan.study().safeReplay().ifPresent(of -> SafeReplayHtml.section(html, of));
    plan.study().scalability().ifPresent(this::scalability);
    endPart();
  }

  private void searched(Searched searched) {
    section("Search: " + searched.condition());
    html.element(
        "p",
        "lead",
        searched.description()
            + "; "
            + PlanWords.converged(searched.result())
            + "; the highest rate that a probe sustained: "
            + PlanWords.rate(searched.result().highestSustained()));
    RateChart.draw(html, searched.probes(), searched.result(), context.targetPerSecond());
    if (searched.equals(plan.study().healthy())) {
      html.element("p", "soft", PlanWords.knee(plan));
    }
    HtmlTable table = HtmlTable.begin(html, "Probes, " + searched.condition());
    table.column("Probe").number("Offered").number("Completed").number("p50").number("p99");
    table.number("Cores").column("Answer").column("Because");
    searched.probes().forEach(probe -> probe(table, probe));
    table.end();
    endSection();
  }

  private static void probe(HtmlTable table, Judged judged) {
    ProbeFigures probe = judged.figures();
    ProbeFigures.StageFigures ends = probe.stage(END_TO_END);
    table
        .row("")
        .name(Integer.toString(probe.window().number()))
        .cell(PlanWords.rate(probe.offeredPerSecond()))
        .cell(PlanWords.rate(probe.completedPerSecond()))
        .cell(PlanWords.milliseconds(ends.p50Ms()))
        .cell(PlanWords.milliseconds(ends.p99Ms()))
        .cell(probe.cores() == null ? PlanWords.NONE : two(probe.cores()))
        .markup(Marks.answer(judged.answer()))
        .cell(String.join("; ", judged.reasons()));
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private void dimensions(Dimensions of) {
    DimensionTables tables = new DimensionTables(of, context.bottleneck());
    section("Four dimensions");
    html.element("p", "lead", tables.sentence());
    tables.overview().write(html);
    tables.peaks().write(html);
    tables.topics().write(html);
    tables.stages().write(html);
    tables.services().write(html);
    html.element("p", "soft", PlanWords.LIMITS);
    endSection();
  }

  private void bottleneck(Bottleneck at) {
    section("Bottleneck at " + PlanWords.rate(at.ratePerSecond()));
    html.element("p", "lead", PlanWords.bottleneck(at));
    HtmlTable table = HtmlTable.begin(html, "Resources");
    table.column("Resource").column("Limit").number("Comes, λ").number("Each takes, W");
    table.number("In use, L = λ·W").number("Capacity, c").column("Utilisation, L/c");
    table.number("Full at about");
    for (Bottleneck.Resource resource : at.resources()) {
      table
          .row("")
          .name(resource.name())
          .cell(resource.limit())
          .cell(PlanWords.rate(resource.arrivingPerSecond()))
          .cell(PlanWords.work(resource))
          .cell(two(resource.used()))
          .cell(PlanWords.count(resource.capacity()))
          .markup(bar(resource.utilisation()))
          .cell(PlanWords.fullAt(at, resource));
    }
    table.end();
    endSection();
  }

  private static String bar(double share) {
    return "<span class=\"bar\"><i style=\"width:"
        + Math.round(100 * Math.min(1, share))
        + "%\"></i></span>"
        + PlanWords.percent(share);
  }

  private void sizing() {
    section("Partitions × consumers");
    HtmlTable table = HtmlTable.begin(html, "Partitions and consumers");
    table.column("Stage").number("Partitions").number("Consumers").number("Idle");
    table.number("Calls at a time").column("Service").number("Its capacity");
    for (PlanContext.Sizing stage : context.sizing()) {
      table
          .row("")
          .name(stage.stage())
          .cell(Integer.toString(stage.partitions()))
          .cell(Integer.toString(stage.consumers()))
          .cell(Integer.toString(stage.idle()))
          .cell(Integer.toString(stage.calls()))
          .cell(stage.service())
          .cell(Integer.toString(stage.serviceCapacity()));
    }
    table.end();
    endSection();
  }

  private void scalability(ScalabilityStudy study) {
    section("Scalability of " + study.stage());
    HtmlTable table = HtmlTable.begin(html, "Throughput by consumers");
    table.column("Consumers").number("Came out").number("By the law");
    for (ScalabilityFit.Point point : study.points()) {
      table
          .row("")
          .name(PlanWords.count(point.n()))
          .cell(PlanWords.rate(point.throughput()))
          .cell(PlanWords.rate(study.fit().throughputAt(point.n()).orElse(0)));
    }
    table.end();
    html.element(
        "p",
        "soft",
        "Universal Scalability Law: contention σ "
            + parameter(study.fit().sigma())
            + ", coherency κ "
            + parameter(study.fit().kappa())
            + ", one consumer λ "
            + parameter(study.fit().lambda())
            + "/s; R² "
            + String.format(Locale.ROOT, "%.3f", study.fit().rSquared())
            + ". "
            + PlanWords.law(study.fit()));
    endSection();
  }

  private static String parameter(ScalabilityFit.Parameter of) {
    return String.format(
        Locale.ROOT, "%.4g (95 %%: %.4g to %.4g)", of.estimate(), of.low(), of.high());
  }

  void operating() {
    part(
        "operating", "Operating summary", "For on-call: how long it takes until things are right.");
    section("Lag recovery");
    plan.recovery()
        .ifPresentOrElse(
            this::lagRecovery, () -> html.element("p", "soft", PlanWords.NO_LAG_RECOVERY));
    plan.checked().ifPresent(checked -> html.element("p", "soft", PlanWords.checked(checked)));
    endSection();
    section("RTO and RPO at the target");
    PlanTable recoveries =
        plan.dimensions()
            .map(of -> new DimensionTables(of, context.bottleneck()).recoveries())
            .orElse(null);
    if (recoveries == null || recoveries.isEmpty()) {
      html.element("p", "soft", PlanWords.NO_RECOVERY);
    } else {
      recoveries.write(html);
      plan.dimensions()
          .ifPresent(of -> new DimensionTables(of, context.bottleneck()).needs().write(html));
    }
    html.element("p", "soft", PlanWords.lost(context));
    endSection();
    endPart();
  }

  private void lagRecovery(LagRecoveryTable table) {
    plan.study()
        .saturation()
        .ifPresent(probe -> html.element("p", "lead", PlanWords.working(probe)));
    HtmlTable rows = HtmlTable.begin(html, "Lag recovery");
    rows.column("Outage").column("Load").number("Arriving").number("Backlog");
    rows.number("Drained after").number("Objective met after");
    for (LagRecoveryTable.Row of : table.rows()) {
      rows.row("")
          .name(PlanWords.outage(of))
          .cell(of.load())
          .cell(PlanWords.rate(of.arrivingPerSecond()))
          .cell(PlanWords.count(of.backlog()))
          .cell(PlanWords.span(of.drainSeconds()))
          .cell(PlanWords.span(of.objectiveSeconds()));
    }
    rows.end();
    html.element("p", "soft", PlanWords.allowed(table));
  }

  void basis() {
    part("basis", "What it rests on", "Validity, and what this plan does not know.");
    section("Not measured");
    if (plan.notMeasured().isEmpty()) {
      html.element("p", "soft", PlanWords.ALL_MEASURED);
    }
    html.raw("<ul class=\"todo\">");
    plan.notMeasured()
        .forEach(of -> html.raw("<li>").text(of.what()).element("small", of.why()).raw("</li>"));
    html.raw("</ul>");
    endSection();
    section("Validity");
    html.raw("<ul class=\"todo\">");
    context.accounts().forEach(account -> html.element("li", CapacityMarkdown.account(account)));
    PlanWords.VALIDITY.forEach(line -> html.element("li", line));
    html.raw("</ul>");
    endSection();
    section("Environment");
    html.raw("<dl class=\"cols\">");
    context
        .environment()
        .forEach(
            (name, value) ->
                html.raw("<div>").element("dt", name).element("dd", value).raw("</div>"));
    html.raw("</dl>");
    endSection();
    section("Raw data");
    html.element("p", "soft", PlanWords.rawData(context));
    endSection();
    endPart();
  }
}
