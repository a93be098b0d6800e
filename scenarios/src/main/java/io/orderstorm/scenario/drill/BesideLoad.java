package io.orderstorm.scenario.drill;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeFigures.ObjectiveFigure;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.ReplayCriterion;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.expectation.Percentile;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.judge.Judge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of the live load beside which a replay ran: written down by the operator, and judged from
 * the run's records, during the run and afterwards alike.
 */
record BesideLoad(ProbeWindow window, ReplayFlow.Asked asked) {

  /** What live orders are promised, end to end. */
  static final double PROMISED_MS = 1_000;

  private static final String END_TO_END = "end-to-end";
  private static final Percentile P99 = new Percentile(99);
  private static final String CONDITION = "replay-beside";

  /** As the operator writes it down. */
  Map<String, Object> noted() {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("number", window.number());
    figures.put("live", window.ratePerSecond());
    figures.put("from", window.startNanos());
    figures.put("judged", window.judgedNanos());
    figures.put("to", window.endNanos());
    figures.put("stage", asked.stage());
    figures.put("source", asked.source());
    figures.put("lane", asked.lane());
    figures.put("ceiling", asked.ceilingPerSecond());
    figures.put("records", asked.records());
    return figures;
  }

  /** Reads it back. */
  static BesideLoad of(RunEvent step) {
    long to = (long) step.number("to");
    return new BesideLoad(
        window(
            (int) step.number("number"),
            step.number("live"),
            (long) step.number("from"),
            (long) step.number("judged"),
            to),
        new ReplayFlow.Asked(
            step.text("stage"),
            step.text("source"),
            step.text("lane"),
            step.number("ceiling"),
            1,
            (long) step.number("records")));
  }

  static ProbeWindow window(int number, double live, long from, long judged, long to) {
    return new ProbeWindow(
        number, CONDITION, ProbeWindow.Purpose.SEARCH, live, from, judged, to, to);
  }

  /** Whether live orders kept their promise in it. */
  Judged judge(RunFolder folder) {
    ProbeFigures seen =
        RunAnalysis.probes(folder, Judge.expectations(folder), List.of(window), Map.of()).get(0);
    return ReplayCriterion.live(
        promised(seen).beside(RunAnalysis.replay(folder, window, asked), List.of()));
  }

  /** The drill's promise in place of the scenario's, which would hold of the whole run. */
  private static ProbeFigures promised(ProbeFigures seen) {
    Double p99 = seen.stage(END_TO_END).p99Ms();
    boolean enough = seen.orders() >= P99.leastOrders();
    var promise =
        new ObjectiveFigure(
            "live p99",
            String.format(Locale.ROOT, "≤ %,.0f ms", PROMISED_MS),
            (p99 == null ? "never for some" : String.format(Locale.ROOT, "%,.0f ms", p99))
                + " over "
                + seen.orders()
                + " orders",
            enough ? (Boolean) (p99 != null && p99 <= PROMISED_MS) : null);
    return new ProbeFigures(
        seen.window(),
        seen.orders(),
        seen.offeredPerSecond(),
        seen.completedPerSecond(),
        seen.stages(),
        seen.services(),
        seen.topics(),
        seen.generator(),
        seen.cores(),
        seen.coresOf(),
        seen.recovered(),
        List.of(promise),
        seen.doubts());
  }
}
