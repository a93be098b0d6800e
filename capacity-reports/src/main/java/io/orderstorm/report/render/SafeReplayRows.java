package io.orderstorm.report.render;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.capacity.SafeReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The search for a safe replay rate as a reader sees it, in the page and in Markdown alike. */
final class SafeReplayRows {

  static final String HEADING = "Safe replay rate";

  /** The figures of a probe, the answer left out. */
  static final List<String> NUMBERS =
      List.of("Ceiling", "Copied", "Through", "Live p50", "Live p99", "Cores");

  private static final String END_TO_END = "end-to-end";

  private SafeReplayRows() {}

  /** A probe: its number, its {@link #NUMBERS}, and why. */
  record Row(String number, List<String> figures, Judged.Answer answer, String reasons) {}

  /** The live load alone first, then every probe in the order in which they were made. */
  static List<Row> of(SafeReplay replay) {
    var rows = new ArrayList<Row>();
    rows.add(row(replay.without()));
    replay.probes().forEach(probe -> rows.add(row(probe)));
    return rows;
  }

  private static Row row(Judged probe) {
    ProbeFigures figures = probe.figures();
    ReplayFlow flow = figures.replay();
    ProbeFigures.StageFigures ends = figures.stage(END_TO_END);
    return new Row(
        Integer.toString(figures.window().number()),
        List.of(
            flow == null ? "no replay" : PlanWords.rate(flow.asked().ceilingPerSecond()),
            flow == null ? PlanWords.NONE : PlanWords.rate(flow.copiedPerSecond()),
            flow == null ? PlanWords.NONE : PlanWords.rate(flow.handledPerSecond()),
            PlanWords.milliseconds(ends.p50Ms()),
            PlanWords.milliseconds(ends.p99Ms()),
            figures.cores() == null
                ? PlanWords.NONE
                : String.format(Locale.ROOT, "%.2f", figures.cores())),
        probe.answer(),
        String.join("; ", probe.reasons()));
  }

  /** What was replayed, how, and how long it took to find out. */
  static String basis(SafeReplay replay) {
    int plans = 0;
    long records = 0;
    for (Judged probe : replay.probes()) {
      ReplayFlow flow = probe.figures().replay();
      if (flow != null) {
        plans = Math.max(plans, flow.asked().plans());
        records = Math.max(records, flow.asked().records());
      }
    }
    return String.format(
        Locale.ROOT,
        "Beside each probe what was there already of %s was replayed into %s under plans that were"
            + " approved and audited, with a ceiling and without a guard, which would have slowed"
            + " them down: up to %,d records, up to %d plans side by side over the same records,"
            + " cancelled when the probe ended. Their effects exist, so they are recognised and"
            + " not repeated; a replay of what was never handled also makes the calls that its"
            + " plan lists, and is safe at less. %d probes, %s of load; %s.",
        replay.source(),
        replay.stage(),
        records,
        plans,
        replay.probes().size(),
        PlanWords.span(replay.probedSeconds()),
        PlanWords.converged(replay.result()));
  }
}
