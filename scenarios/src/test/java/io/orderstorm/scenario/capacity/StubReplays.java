package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeFigures.ObjectiveFigure;
import io.orderstorm.report.capacity.ProbeFigures.StageFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.capacity.Slope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pipeline that bears replays up to a planted rate, and probes that see it without noise. */
final class StubReplays implements ProbePlayer {

  private static final Slope LEVEL = new Slope(0, -0.1, 0.1);

  /** Up to this ceiling live objectives hold. */
  double safe = Double.POSITIVE_INFINITY;

  /** The stage is through with no more copies than this. */
  double lane = Double.POSITIVE_INFINITY;

  /** No more copies than this are made, whatever the ceiling. */
  double copies = Double.POSITIVE_INFINITY;

  /** Of each ceiling only this share is made. */
  double reached = 1;

  /** Beyond this ceiling no probe is valid. */
  double valid = Double.POSITIVE_INFINITY;

  /** What the live load is sustained up to without a replay. */
  double live = Double.POSITIVE_INFINITY;

  final List<ProbeRequest> asked = new ArrayList<>();

  @Override
  public ProbeFigures play(ProbeRequest request) {
    asked.add(request);
    double rate = request.rate().perSecond();
    if (request.condition() instanceof Condition.ReplayBeside beside) {
      double copied = Math.min(reached * beside.ceiling(), copies);
      ProbeFigures figures = figures(request, rate, copied <= safe, beside.ceiling() <= valid);
      double handled = Math.min(copied, lane);
      return figures.beside(
          new ReplayFlow(
              new ReplayFlow.Asked(
                  beside.stage(), beside.source(), beside.lane(), beside.ceiling(), 2, 12_345),
              copied,
              handled,
              new Slope(copied - handled, copied - handled - 0.1, copied - handled + 0.1),
              0,
              4 * copied),
          List.of());
    }
    return figures(request, rate, rate <= live, true);
  }

  private static ProbeFigures figures(
      ProbeRequest request, double rate, boolean met, boolean valid) {
    double p99 = met ? 120 : 4_321;
    return new ProbeFigures(
        new ProbeWindow(
            request.number(),
            request.condition().name(),
            request.purpose(),
            rate,
            0,
            request.settling().toNanos(),
            request.lasting().toNanos(),
            request.lasting().toNanos()),
        (long) (rate * 20),
        rate,
        rate,
        List.of(new StageFigures("end-to-end", rate, rate, 20.0, p99, 0, 3, 9, LEVEL)),
        List.of(),
        List.of(),
        null,
        met ? 0.8 : 1.9,
        Map.of(),
        null,
        List.of(new ObjectiveFigure("latency.end-to-end.p99", "≤ 1,000 ms", p99 + " ms", met)),
        valid ? List.of() : List.of("other work took 1.20 of the machine's 2 cores"));
  }
}
