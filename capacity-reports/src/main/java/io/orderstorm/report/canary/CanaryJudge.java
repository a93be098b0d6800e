package io.orderstorm.report.canary;

import io.orderstorm.report.expectation.CanaryPlan;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides on a step of a rollout. Pure. */
public final class CanaryJudge {

  /** The level of evidence against a candidate when a step has been held. */
  public static final double LEVEL = 0.01;

  /** The level before, where a step is looked at many times. */
  public static final double EARLY_LEVEL = 0.0005;

  /** Fewer events of the candidate prove nothing before a step has been held. */
  public static final long EARLY_LEAST = 50;

  /** A step that can't be decided after so many times its hold is not decided any more. */
  public static final int PATIENCE = 3;

  private CanaryJudge() {}

  /** What is to be done about a step. */
  public enum Call {
    WAIT,
    /** To the next step, the last of which is full rollout. */
    GO_ON,
    TAKE_BACK
  }

  /**
   * A decision.
   *
   * @param reason in a sentence
   */
  public record Ruling(Call call, String reason) {}

  /**
   * Judges a step by what both versions did in it.
   *
   * @param held how long it has been watched
   */
  public static Ruling rule(CanaryPlan plan, Sides sides, Duration held) {
    Tally stable = sides.stable();
    Tally candidate = sides.candidate();
    List<Difference> differences = Comparison.of(sides, plan.rules());
    boolean isHeld = held.compareTo(plan.hold()) >= 0;
    boolean isLate = held.compareTo(plan.hold().multipliedBy(PATIENCE)) >= 0;
    long least = plan.rules().atLeast();
    boolean enough = stable.events() >= least && candidate.events() >= least;
    if (candidate.events() >= EARLY_LEAST) {
      boolean closing = isHeld && enough;
      Optional<Difference> worst = worst(differences, closing ? LEVEL : EARLY_LEVEL);
      if (worst.isPresent()) {
        return new Ruling(Call.TAKE_BACK, sentence(worst.get()));
      }
    }
    boolean within = differences.stream().noneMatch(Difference::isBeyond);
    if (isHeld && enough && within) {
      return new Ruling(
          Call.GO_ON,
          String.format(
              Locale.ROOT,
              "%,d events of the candidate are within every bound",
              candidate.events()));
    }
    if (isLate) {
      return new Ruling(Call.TAKE_BACK, undecided(plan, stable, candidate, enough));
    }
    return new Ruling(Call.WAIT, "");
  }

  private static Optional<Difference> worst(List<Difference> differences, double level) {
    return differences.stream()
        .filter(difference -> difference.speaksAgainst(level))
        .min(Comparator.comparingDouble(Difference::chance));
  }

  private static String undecided(CanaryPlan plan, Tally stable, Tally candidate, boolean enough) {
    String after = PATIENCE + " times its hold";
    return enough
        ? "a difference beyond its bound could not be told from chance within " + after
        : String.format(
            Locale.ROOT,
            "%,d events of the candidate and %,d of the stable version within %s; %,d are wanted",
            candidate.events(),
            stable.events(),
            after,
            plan.rules().atLeast());
  }

  /** A difference and its bound, in a sentence. */
  public static String sentence(Difference of) {
    String chance = of.chance() < 1e-6 ? "below 0.0001 %" : percent(of.chance());
    if (of.rule().equals(Difference.LATENCY)) {
      return String.format(
          Locale.ROOT,
          "latency: %s of %.1f ms is %.2f times the stable one's %.1f ms, at most %.2f times is"
              + " allowed; by chance with %s",
          of.what(),
          of.candidate(),
          of.difference(),
          of.stable(),
          of.bound(),
          chance);
    }
    return String.format(
        Locale.ROOT,
        "%s: %s are %s, of the stable version's %s, at most %s apart is allowed; by chance with %s",
        of.rule(),
        of.what(),
        percent(of.candidate()),
        percent(of.stable()),
        percent(of.bound()),
        chance);
  }

  private static String percent(double share) {
    return String.format(
        Locale.ROOT, share != 0 && share < 0.001 ? "%.4f %%" : "%.2f %%", 100 * share);
  }
}
