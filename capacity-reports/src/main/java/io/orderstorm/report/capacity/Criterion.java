package io.orderstorm.report.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a rate is sustained: the measurement is valid, every objective holds, and no stage's
 * backlog grows. A backlog grows if its slope is above 1 % of the offered rate and the slope's
 * confidence interval lies above zero: one sample proves nothing either way.
 */
public final class Criterion {

  /** Growth below this share of the rate would take hours to matter and seconds to drain. */
  private static final double IMMATERIAL = 0.01;

  private static final String END_TO_END = "end-to-end";

  private Criterion() {}

  /** Whether a stage's backlog grows while so much is offered. */
  public static boolean grows(ProbeFigures.StageFigures stage, double offeredPerSecond) {
    return stage.growth().low() > 0 && stage.growth().perSecond() > IMMATERIAL * offeredPerSecond;
  }

  /** Whether any stage's backlog grew: what was offered was more than the pipeline can do. */
  public static boolean anyGrows(ProbeFigures probe) {
    return probe.stages().stream().anyMatch(stage -> grows(stage, probe.offeredPerSecond()));
  }

  /** Judges a probe. */
  public static Judged judge(ProbeFigures probe) {
    if (!probe.doubts().isEmpty()) {
      return new Judged(probe, Judged.Answer.INVALID, probe.doubts());
    }
    List<String> against = new ArrayList<>();
    for (ProbeFigures.ObjectiveFigure objective : probe.objectives()) {
      if (Boolean.FALSE.equals(objective.met())) {
        against.add(
            objective.name() + " is " + objective.actual() + ", target " + objective.target());
      }
    }
    for (ProbeFigures.StageFigures stage : probe.stages()) {
      Slope growth = stage.growth();
      if (grows(stage, probe.offeredPerSecond())) {
        against.add(
            String.format(
                Locale.ROOT,
                "the backlog of %s grows by %.1f orders/s (95 %%: %.1f to %.1f)",
                stage.stage(),
                growth.perSecond(),
                growth.low(),
                growth.high()));
      }
    }
    if (!against.isEmpty()) {
      return new Judged(probe, Judged.Answer.NOT_SUSTAINED, against);
    }
    for (ProbeFigures.ObjectiveFigure objective : probe.objectives()) {
      if (objective.met() == null) {
        return new Judged(
            probe,
            Judged.Answer.INVALID,
            List.of(objective.name() + ": too few orders, " + objective.actual()));
      }
    }
    return new Judged(
        probe,
        Judged.Answer.SUSTAINED,
        List.of("objectives hold and no backlog grows" + left(probe)));
  }

  /** Orders that were never through: parked as dead letters, given up, or in flight to the end. */
  private static String left(ProbeFigures probe) {
    long unfinished = probe.find(END_TO_END).map(ProbeFigures.StageFigures::unfinished).orElse(0L);
    return unfinished == 0
        ? ""
        : String.format(
            Locale.ROOT, ", but %,d of %,d orders were never through", unfinished, probe.orders());
  }
}
