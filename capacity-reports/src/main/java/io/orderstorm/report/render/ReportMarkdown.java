package io.orderstorm.report.render;

import io.orderstorm.report.result.Canary;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.Dispositions;
import io.orderstorm.report.result.GroupLag;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code report.md}: the report without pictures, for a pull request or a chat. */
public final class ReportMarkdown {

  private final StringBuilder text = new StringBuilder();

  private ReportMarkdown() {}

  public static String render(RunResult result) {
    ReportMarkdown report = new ReportMarkdown();
    report.head(result);
    report.objectives(result);
    report.orders(result.orders());
    report.recovery(result);
    report.alerts(result);
    report.canary(result.canary());
    report.latency(result);
    report.lag(result);
    report.health(result);
    report.deadLetters(result.deadLetters());
    report.anomalies(result);
    report.validity(result.validity());
    report.reproduce(result);
    return report.text.toString();
  }

  private void head(RunResult result) {
    line("# " + result.verdict() + " – " + escape(result.run().title()));
    line("");
    line(escape(Words.sentence(result)));
    line("");
    line("*" + escape(result.run().question()) + "*");
    if (!result.reasons().isEmpty()) {
      line("");
      line("## Why");
      line("");
      result.reasons().forEach(reason -> line("- " + escape(reason)));
    }
  }

  private void objectives(RunResult result) {
    heading("Objectives");
    row("objective", "target", "actual", "");
    row("---", "---", "---", "---");
    for (ObjectiveResult objective : result.objectives()) {
      row(objective.name(), objective.target(), objective.actual(), objective.word());
    }
  }

  private void orders(OrderCounts orders) {
    heading("Orders");
    line("- " + Identities.sends(orders));
    line("- " + Identities.fates(orders));
    line(
        "- duplicate effects "
            + orders.duplicateEffects()
            + ", orphan effects "
            + orders.orphanEffects()
            + ", ordering violations "
            + orders.orderingViolations()
            + ", impossible transitions "
            + orders.impossibleTransitions()
            + ", parity mismatches "
            + orders.parityMismatches());
  }

  private void recovery(RunResult result) {
    List<Recovery> rows =
        result.recovery().stream()
            .filter(r -> r.verdict() != Recovery.Policy.NOT_APPLICABLE)
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    heading("Recovery");
    row(
        "fault",
        "stage",
        "RTO",
        "target",
        "detected",
        "mitigated",
        "drain",
        "orders lost",
        "worth",
        "policy");
    row("---", "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "---");
    for (Recovery r : rows) {
      row(
          r.fault(),
          r.stage(),
          Words.rto(r),
          Words.seconds(r.rtoTargetSeconds()),
          Words.seconds(r.detectSeconds()),
          Words.seconds(r.mitigateSeconds()),
          Words.seconds(r.drainSeconds()),
          Words.count(r.rpoOrders()),
          Words.money(r),
          r.verdict().spelling() + (r.note().isEmpty() ? "" : ": " + r.note()));
    }
    List<String> untouched = Words.untouched(result);
    if (!untouched.isEmpty()) {
      line("");
      line(
          "Never interrupted, and without a policy: " + escape(String.join("; ", untouched)) + ".");
    }
  }

  private void alerts(RunResult result) {
    if (result.alerts().isEmpty()) {
      return;
    }
    heading("Alerts");
    row(Words.ALERT.toArray(String[]::new));
    row("---", "---", "--:", "---", "--:", "--:", "---");
    result.alerts().forEach(alert -> row(Words.alert(alert).toArray(String[]::new)));
  }

  private void canary(@Nullable Canary canary) {
    if (canary == null) {
      return;
    }
    heading("Candidate");
    line(escape(CanaryWords.sentence(canary)));
    table(CanaryWords.VERSION, CanaryWords.versions(canary));
    table(CanaryWords.DIFFERENCE, CanaryWords.differences(canary));
  }

  private void table(List<String> headings, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      line("");
      row(headings.toArray(String[]::new));
      row(headings.stream().map(heading -> "---").toArray(String[]::new));
      rows.forEach(cells -> row(cells.toArray(String[]::new)));
    }
  }

  private void latency(RunResult result) {
    heading("Latency from the intended send time");
    row("stage", "orders", "p50", "p90", "p99", "p99.9", "max", "service p99", "unfinished");
    row("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
    for (StageLatency l : result.latency()) {
      boolean any = l.count() > 0;
      row(
          l.stage(),
          Words.count(l.count()),
          any ? shown(l, "p50", l.p50Ms()) : Words.NONE,
          any ? shown(l, "p90", l.p90Ms()) : Words.NONE,
          any ? shown(l, "p99", l.p99Ms()) : Words.NONE,
          any ? shown(l, "p999", l.p999Ms()) : Words.NONE,
          any ? Words.milliseconds(l.maxMs()) : Words.NONE,
          any ? Words.milliseconds(l.serviceP99Ms()) : Words.NONE,
          Words.count(l.unfinished()));
    }
    if (result.latency().stream().anyMatch(l -> !l.thinPercentiles().isEmpty())) {
      line("");
      line("\\* rests on fewer than 10/(1−q) orders.");
    }
  }

  private static String shown(StageLatency latency, String percentile, double ms) {
    return Words.milliseconds(ms) + (latency.thinPercentiles().contains(percentile) ? " *" : "");
  }

  private void lag(RunResult result) {
    heading("Lag");
    row("group", "peak", "slowest recovery from", "recovered after", "predicted", "drain");
    row("---", "--:", "---", "--:", "--:", "--:");
    for (GroupLag lag : result.lag()) {
      Double drain = lag.drainPerSecond();
      row(
          lag.group(),
          Words.count(lag.peak()),
          lag.fault() == null ? Words.NONE : lag.fault(),
          lag.recoverySeconds() == null ? "not recovered" : Words.seconds(lag.recoverySeconds()),
          lag.predictedRecoverySeconds() == null
              ? Words.NONE + " (" + lag.predictedReason() + ")"
              : Words.seconds(lag.predictedRecoverySeconds()),
          drain == null ? Words.NONE : Words.rate(drain));
    }
  }

  private void health(RunResult result) {
    heading("Beyond averages");
    row(Words.HEALTH.toArray(String[]::new));
    row("---", "--:", "--:", "--:", "--:", "---", "--:", "---", "---");
    result.health().forEach(stage -> row(Words.health(stage).toArray(String[]::new)));
    if (!result.scaling().isEmpty()) {
      heading("Consumers scaled on the backlog");
      row(Words.SCALING.toArray(String[]::new));
      row("---", "--:", "--:", "--:", "--:", "--:", "--:");
      result.scaling().forEach(stage -> row(Words.scaling(stage).toArray(String[]::new)));
    }
    result.expansions().forEach(topic -> line(Words.expansion(topic)));
  }

  private void deadLetters(DeadLetters letters) {
    heading("Dead letters");
    line(
        Words.count(letters.deadLettered())
            + " of "
            + Words.count(letters.injected())
            + " poison records dead-lettered, "
            + Words.count(letters.falselyDeadLettered())
            + " records that should not be there.");
    Dispositions others = letters.others();
    if (others.isAsked()) {
      line(
          Words.count(others.processed())
              + " of "
              + Words.count(others.toBeProcessed())
              + " others processed, "
              + Words.count(others.ignored())
              + " of "
              + Words.count(others.toBeIgnored())
              + " ignored, as they should be.");
    }
    if (!letters.byCause().isEmpty()) {
      line("");
      row("queue", "error", "count", "expected");
      row("---", "---", "--:", "--:");
      letters
          .byCause()
          .forEach(
              c -> row(c.topic(), c.error(), Words.count(c.count()), Words.count(c.expected())));
    }
  }

  private void anomalies(RunResult result) {
    if (!result.anomalies().isEmpty()) {
      heading("What was found wrong");
      line(Words.totals(result) + ". The orders' histories are in anomalies.jsonl.");
      line("");
      result
          .shownAnomalies()
          .forEach(
              a ->
                  line(
                      "- "
                          + a.kind()
                          + ", order "
                          + a.orderNumber()
                          + ": "
                          + escape(a.evidence())));
    }
  }

  private void validity(Validity validity) {
    heading("Validity");
    line(
        "Own slip of the generator p99 "
            + Words.milliseconds(validity.scheduleSlipP99Ms())
            + ", hiccups p99 "
            + Words.milliseconds(validity.hiccupP99Ms())
            + ", observer behind p99 "
            + Words.milliseconds(validity.observerLagP99Ms())
            + ".");
    validity
        .reasons()
        .forEach(
            r ->
                line(
                    "- **"
                        + escape(r.name())
                        + "**: "
                        + escape(r.figure())
                        + " (limit "
                        + escape(r.limit())
                        + "). "
                        + escape(r.remedy())));
    validity.notes().forEach(note -> line("- " + escape(note)));
  }

  private void reproduce(RunResult result) {
    heading("Run it again");
    line("    " + result.run().command().replace('\n', ' '));
    line("");
    line(
        "Seed "
            + result.run().seed()
            + ", engine "
            + escape(result.run().engine())
            + ", environment "
            + escape(result.run().environment())
            + ", run "
            + escape(result.run().id())
            + ".");
  }

  private void heading(String heading) {
    line("");
    line("## " + heading);
    line("");
  }

  private void row(String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(escape(cell)).append(" |");
    }
    text.append('\n');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String escape(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
