package io.orderstorm.report.capacity;

import java.util.List;
import java.util.Locale;

/**
 * Judges a probe beside which a governed replay ran. The live load is judged as {@link Criterion}
 * judges any. Beyond that a probe tells of a replay's rate only if the replay ran at it: one that
 * fell short of its ceiling shows nothing of that ceiling, whatever became of the live load's
 * promises, and is invalid, not a breach.
 */
public final class ReplayCriterion {

  /** Copies are committed twice a second; so much of a window of 20 s may lie beside its ends. */
  private static final double REACHED = 0.93;

  /** Below this it was hardly the replay that did harm to the live load. */
  private static final double HARDLY = 0.5;

  /** As {@link Criterion}'s. */
  private static final double IMMATERIAL = 0.01;

  private ReplayCriterion() {}

  /**
   * Whether the live load bears the replay: its objectives hold, its backlogs do not grow.
   *
   * @throws IllegalArgumentException if no replay ran beside the probe
   */
  public static Judged live(ProbeFigures probe) {
    ReplayFlow flow = flow(probe);
    Judged live = Criterion.judge(probe);
    return switch (live.answer()) {
      case INVALID -> live;
      case NOT_SUSTAINED ->
          flow.reached() < HARDLY
              ? new Judged(probe, Judged.Answer.INVALID, List.of(shortfall(flow)))
              : live;
      case SUSTAINED ->
          flow.reached() < REACHED
              ? new Judged(probe, Judged.Answer.INVALID, List.of(shortfall(flow)))
              : new Judged(
                  probe,
                  Judged.Answer.SUSTAINED,
                  List.of(
                      String.format(
                          Locale.ROOT,
                          "objectives hold and no backlog grows beside %.0f copies/s",
                          flow.copiedPerSecond())));
    };
  }

  /**
   * Whether the replay's rate is sustained: the live load bears it, and the stage is through with
   * the copies as fast as they come. Copies that pile up in their lane were not replayed at that
   * rate.
   *
   * @throws IllegalArgumentException if no replay ran beside the probe
   */
  public static Judged replay(ProbeFigures probe) {
    Judged live = live(probe);
    return live.answer() == Judged.Answer.SUSTAINED && pilesUp(flow(probe))
        ? new Judged(
            probe,
            Judged.Answer.NOT_SUSTAINED,
            List.of(
                String.format(
                    Locale.ROOT,
                    "live objectives hold, but %s is through with %.0f of %.0f copies/s: its lane"
                        + " grows by %.1f/s (95 %%: %.1f to %.1f)",
                    flow(probe).asked().stage(),
                    flow(probe).handledPerSecond(),
                    flow(probe).copiedPerSecond(),
                    flow(probe).growth().perSecond(),
                    flow(probe).growth().low(),
                    flow(probe).growth().high())))
        : live;
  }

  private static boolean pilesUp(ReplayFlow flow) {
    return flow.growth().low() > 0
        && flow.growth().perSecond() > IMMATERIAL * flow.asked().ceilingPerSecond();
  }

  private static ReplayFlow flow(ProbeFigures probe) {
    ReplayFlow flow = probe.replay();
    if (flow == null) {
      throw new IllegalArgumentException(
          "no replay ran beside probe " + probe.window().number() + ", so none can be judged");
    }
    return flow;
  }

  private static String shortfall(ReplayFlow flow) {
    return String.format(
        Locale.ROOT,
        "the replay made %.0f copies/s of the %.0f/s that its ceiling allows: nothing is shown of"
            + " that ceiling",
        flow.copiedPerSecond(),
        flow.asked().ceilingPerSecond());
  }
}
