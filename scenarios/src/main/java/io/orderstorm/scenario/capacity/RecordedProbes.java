package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.scenario.file.ScenarioException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Answers from records first, as long as there are any, and then has probes made. */
final class RecordedProbes implements ProbePlayer {

  private static final double SAME = 1e-6;

  /** How long a probe of a recovery is follows from a rate that was measured. */
  private static final long A_MOMENT = 500_000_000L;

  private final Deque<ProbeFigures> recorded;
  private final ProbePlayer then;

  RecordedProbes(List<ProbeFigures> recorded, ProbePlayer then) {
    this.recorded = new ArrayDeque<>(recorded);
    this.then = then;
  }

  /** Thrown by a player that has no probes to make. */
  static final class NotRecordedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A player that makes none. */
  static ProbePlayer nobody() {
    return request -> {
      throw new NotRecordedException();
    };
  }

  @Override
  public ProbeFigures play(ProbeRequest request) {
    ProbeFigures next = recorded.poll();
    if (next == null) {
      return then.play(request);
    }
    boolean same =
        next.window().number() == request.number()
            && next.window().condition().equals(request.condition().name())
            && next.window().purpose() == request.purpose()
            && isSame(next.window().ratePerSecond(), request.rate().perSecond())
            && lastsAsAsked(next.window(), request)
            && isSame(ceiling(next), ceiling(request.condition()));
    if (!same) {
      throw new ScenarioException(
          "probe "
              + next.window().number()
              + " of the study's records is not the one that these settings lead to; begin a new"
              + " study");
    }
    return next;
  }

  /** A judged part that is another than was asked for could be the better part of a probe. */
  private static boolean lastsAsAsked(ProbeWindow window, ProbeRequest request) {
    long settling = window.judgedNanos() - window.startNanos();
    long judged = window.endNanos() - window.judgedNanos();
    return Math.abs(settling - request.settling().toNanos()) < A_MOMENT
        && Math.abs(judged - request.judged().toNanos()) < A_MOMENT;
  }

  private static boolean isSame(double one, double other) {
    return Math.abs(one - other) <= SAME * other;
  }

  /** 0 if no replay ran beside it. */
  private static double ceiling(ProbeFigures of) {
    ReplayFlow flow = of.replay();
    return flow == null ? 0 : flow.asked().ceilingPerSecond();
  }

  private static double ceiling(Condition of) {
    return of instanceof Condition.ReplayBeside replay ? replay.ceiling() : 0;
  }
}
