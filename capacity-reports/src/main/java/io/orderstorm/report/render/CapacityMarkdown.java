package io.orderstorm.report.render;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.LagRecoveryTable;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ScalabilityFit;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.report.cost.CostSheet;
import java.util.Locale;

/** {@code capacity-plan.md}: the plan without pictures, in three parts for three readers. */
public final class CapacityMarkdown {

  private final CapacityPlan plan;
  private final PlanContext context;
  private final StringBuilder text = new StringBuilder();

  private CapacityMarkdown(CapacityPlan plan) {
    this.plan = plan;
    this.context = plan.context();
  }

  public static String render(CapacityPlan plan) {
    CapacityMarkdown markdown = new CapacityMarkdown(plan);
    markdown.head();
    markdown.impact();
    markdown.design();
    markdown.operating();
    markdown.appendix();
    return markdown.text.toString();
  }

  private void head() {
    line("# Capacity plan – " + context.title());
    line("");
    line("**" + plan.sentence() + "**");
    line("");
    line(
        "Scenario "
            + context.scenario()
            + ", owner "
            + context.owner()
            + ", seed "
            + context.seed()
            + ", "
            + context.madeAt()
            + "; "
            + plan.probes()
            + " probes, "
            + PlanWords.span(plan.probedSeconds())
            + " of load.");
  }

  private void impact() {
    heading("Impact summary (product)");
    row("", "rate");
    row("---", "---");
    context
        .forecast()
        .ifPresent(
            forecast -> {
              row("baseline", PlanWords.rate(forecast.baselinePerSecond()));
              row("peak", PlanWords.rate(forecast.peakPerSecond()));
              row("to plan for", PlanWords.rate(forecast.campaignPerSecond()));
              row("forecast from", forecast.basis());
            });
    row("target", PlanWords.rate(context.targetPerSecond()));
    for (Searched searched : plan.study().searched()) {
      row(
          "sustained, " + searched.condition(),
          PlanWords.rate(searched.result().sustained())
              + " ("
              + PlanWords.sustained(searched.result())
              + ")");
    }
    row("headroom over the target", PlanWords.headroom(plan));
    line("");
    HeadroomTable.of(plan).write(text);
    context.objectives().forEach((name, target) -> line("- objective " + name + ": " + target));
    context.recovery().forEach((stage, target) -> line("- recovery of " + stage + ": " + target));
    if (!plan.recommendations().isEmpty()) {
      line("");
      line("### Recommendations");
      line("");
      for (CapacityPlan.Recommendation of : plan.recommendations()) {
        line(
            "- " + of.what() + ". Evidence: " + of.evidence() + ". Expected: " + of.effect() + ".");
      }
    }
    plan.cost().ifPresentOrElse(this::cost, () -> unmeasured("Cost of 1,000 orders"));
  }

  private void unmeasured(String heading) {
    line("");
    line("### " + heading);
    line("");
    line(PlanWords.NOTHING_SUSTAINED);
  }

  private void cost(CostSheet sheet) {
    CostTables tables = new CostTables(sheet);
    line("");
    line("### Cost of 1,000 orders");
    line("");
    line(tables.sentence());
    line("");
    tables.money().write(text);
    tables.owners().write(text);
    tables.topics().write(text);
    if (!tables.silentTopics().isEmpty()) {
      line(tables.silentTopics());
      line("");
    }
    tables.stages().write(text);
    line(tables.notes());
  }

  private void design() {
    heading("Design summary (engineering)");
    plan.dimensions().ifPresentOrElse(this::dimensions, () -> unmeasured("Four dimensions"));
    context.bottleneck().filter(at -> !at.resources().isEmpty()).ifPresent(this::bottleneck);
    sizing();
    searches();
    plan.study()
        .scalability()
        .ifPresent(
            study -> {
              line("");
              line("### Scalability of " + study.stage());
              line("");
              row("consumers", "came out", "by the law");
              row("---", "---", "---");
              for (ScalabilityFit.Point point : study.points()) {
                row(
                    PlanWords.count(point.n()),
                    PlanWords.rate(point.throughput()),
                    PlanWords.rate(study.fit().throughputAt(point.n()).orElse(0)));
              }
              line("");
              line(
                  "Universal Scalability Law: σ "
                      + parameter(study.fit().sigma())
                      + ", κ "
                      + parameter(study.fit().kappa())
                      + ", λ "
                      + parameter(study.fit().lambda())
                      + "/s; R² "
                      + String.format(Locale.ROOT, "%.3f", study.fit().rSquared())
                      + ". "
                      + PlanWords.law(study.fit()));
            });
  }

  private void searches() {
    line("");
    for (Searched searched : plan.study().searched()) {
      line("### " + searched.condition());
      line("");
      line(
          searched.description()
              + "; "
              + PlanWords.converged(searched.result())
              + "; highest rate that a probe sustained "
              + PlanWords.rate(searched.result().highestSustained()));
      line("");
      row("probe", "offered", "completed", "p50", "p99", "cores", "answer", "because");
      row("---", "---", "---", "---", "---", "---", "---", "---");
      searched.probes().forEach(this::probe);
      line("");
    }
    plan.study().safeReplay().ifPresent(of -> line(SafeReplayMarkdown.section(of)));
    line(PlanWords.knee(plan));
  }

  private static String parameter(ScalabilityFit.Parameter of) {
    return String.format(
        Locale.ROOT, "%.4g (95 %%: %.4g to %.4g)", of.estimate(), of.low(), of.high());
  }

  private void probe(Judged probe) {
    ProbeFigures figures = probe.figures();
    ProbeFigures.StageFigures ends = figures.stage("end-to-end");
    row(
        Integer.toString(figures.window().number()),
        PlanWords.rate(figures.offeredPerSecond()),
        PlanWords.rate(figures.completedPerSecond()),
        PlanWords.milliseconds(ends.p50Ms()),
        PlanWords.milliseconds(ends.p99Ms()),
        figures.cores() == null
            ? PlanWords.NONE
            : String.format(Locale.ROOT, "%.2f", figures.cores()),
        probe.answer().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        String.join("; ", probe.reasons()));
  }

  private void dimensions(Dimensions of) {
    DimensionTables tables = new DimensionTables(of, context.bottleneck());
    line("");
    line("### Four dimensions");
    line("");
    line(tables.sentence());
    line("");
    tables.overview().write(text);
    tables.peaks().write(text);
    tables.topics().write(text);
    tables.stages().write(text);
    tables.services().write(text);
    line(PlanWords.LIMITS);
  }

  private void bottleneck(Bottleneck at) {
    line("");
    line("### Bottleneck at " + PlanWords.rate(at.ratePerSecond()));
    line("");
    row("resource", "limit", "comes, λ", "each takes, W", "in use, L", "c", "L/c", "full at about");
    row("---", "---", "---", "---", "---", "---", "---", "---");
    for (Bottleneck.Resource resource : at.resources()) {
      row(
          resource.name(),
          resource.limit(),
          PlanWords.rate(resource.arrivingPerSecond()),
          PlanWords.work(resource),
          String.format(Locale.ROOT, "%.2f", resource.used()),
          PlanWords.count(resource.capacity()),
          PlanWords.percent(resource.utilisation()),
          PlanWords.fullAt(at, resource));
    }
    line("");
    line(PlanWords.bottleneck(at));
  }

  private void sizing() {
    line("");
    line("### Partitions × consumers");
    line("");
    row("stage", "partitions", "consumers", "idle", "calls", "service", "its capacity");
    row("---", "---", "---", "---", "---", "---", "---");
    for (PlanContext.Sizing stage : context.sizing()) {
      row(
          stage.stage(),
          Integer.toString(stage.partitions()),
          Integer.toString(stage.consumers()),
          Integer.toString(stage.idle()),
          Integer.toString(stage.calls()),
          stage.service(),
          Integer.toString(stage.serviceCapacity()));
    }
  }

  private void operating() {
    heading("Operating summary (on-call)");
    line(plan.study().saturation().map(PlanWords::working).orElse(PlanWords.NO_LAG_RECOVERY));
    plan.recovery()
        .ifPresent(
            table -> {
              line("");
              row("outage", "load", "arriving", "backlog", "drained after", "objective met after");
              row("---", "---", "---", "---", "---", "---");
              for (LagRecoveryTable.Row of : table.rows()) {
                row(
                    PlanWords.outage(of),
                    of.load(),
                    PlanWords.rate(of.arrivingPerSecond()),
                    PlanWords.count(of.backlog()),
                    PlanWords.span(of.drainSeconds()),
                    PlanWords.span(of.objectiveSeconds()));
              }
              line("");
              line(PlanWords.allowed(table));
            });
    plan.checked()
        .ifPresent(
            checked -> {
              line("");
              line(PlanWords.checked(checked));
            });
    line("");
    line("### RTO and RPO at the target");
    line("");
    PlanTable recoveries =
        plan.dimensions()
            .map(of -> new DimensionTables(of, context.bottleneck()).recoveries())
            .orElse(null);
    if (recoveries == null || recoveries.isEmpty()) {
      line(PlanWords.NO_RECOVERY);
      line("");
    } else {
      recoveries.write(text);
      plan.dimensions()
          .ifPresent(of -> new DimensionTables(of, context.bottleneck()).needs().write(text));
    }
    line(PlanWords.lost(context));
  }

  private void appendix() {
    heading("Not measured");
    if (plan.notMeasured().isEmpty()) {
      line(PlanWords.ALL_MEASURED);
    }
    plan.notMeasured().forEach(of -> line("- " + of.what() + ": " + of.why()));
    heading("Validity");
    context.accounts().forEach(account -> line("- " + account(account)));
    PlanWords.VALIDITY.forEach(line -> line("- " + line));
    heading("Environment");
    context.environment().forEach((name, value) -> line("- " + name + ": " + value));
    heading("Raw data");
    line(PlanWords.rawData(context));
    line("");
    line("```");
    line(context.command());
    line("```");
  }

  static String account(PlanContext.Account account) {
    return String.format(
        Locale.ROOT,
        "%s: %s; offered %,d, acknowledged %,d, in flight %,d, lost %,d, duplicate effects %,d,"
            + " other anomalies %,d",
        account.session(),
        account.closed() ? "ended in order" : "did not end in order",
        account.offered(),
        account.acknowledged(),
        account.inFlight(),
        account.lost(),
        account.duplicateEffects(),
        account.otherAnomalies());
  }

  private void heading(String heading) {
    line("");
    line("## " + heading);
    line("");
  }

  private void row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    line(row.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
