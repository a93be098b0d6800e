package io.orderstorm.report.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The search for the highest sustainable rate: bracketing, then bisection. It is told each answer
 * and says what to ask next; it asks nothing itself.
 *
 * <p>A probe near the limit may be judged either way, so plain bisection could lose the limit by
 * one wrong answer. This one weighs the evidence: every rate around the bracket is equally likely
 * at first, an answer makes the rates that agree with it nineteen times as likely as the others,
 * and the next probe divides what is likely in halves (Horstein's probabilistic bisection, 1963).
 * It ends when 95 % of the weight lies within the tolerance, and that is the interval it reports.
 */
public final class RateSearch {

  /** An answer is assumed to be right so often. */
  private static final double TRUSTED = 0.95;

  private static final double BELIEVED = 0.95;
  private static final double STRIDE = 1.5;
  private static final int GRID = 4_000;

  /** So often the same rate is asked before its being unmeasurable counts. */
  private static final int MOST_INVALID = 3;

  private final Settings settings;
  private final List<Step> steps = new ArrayList<>();

  /** What the answers so far say, one for each rate that was judged or given up. */
  private final List<Evidence> evidence = new ArrayList<>();

  private int invalidInARow;
  private double next;

  /**
   * An answer that counts.
   *
   * @param measured false if the rate could not be measured and was given up
   */
  private record Evidence(double rate, boolean sustained, boolean measured) {}

  /** The logarithms of the rates within the bracket, and how likely each is the limit. */
  private double[] grid = new double[0];

  private double[] weight = new double[0];

  /**
   * How to search, in orders per second.
   *
   * @param first the first rate to probe
   * @param least below it nothing is probed
   * @param most above it nothing is probed
   * @param tolerance of the interval, as a share of the rate to either side
   * @param mostProbes after so many it ends anyway
   */
  public record Settings(
      double first, double least, double most, double tolerance, int mostProbes) {
    public Settings {
      if (!(least > 0 && least <= first && first <= most)) {
        throw new IllegalArgumentException(
            "the first rate lies between the least and the most: "
                + least
                + ", "
                + first
                + ", "
                + most);
      }
      if (!(tolerance > 0 && tolerance < 1) || mostProbes < 1) {
        throw new IllegalArgumentException(
            "a tolerance is a share above 0 and there is at least one probe, was: "
                + tolerance
                + ", "
                + mostProbes);
      }
    }
  }

  /** A rate that was probed, and the answer. */
  public record Step(double rate, Judged.Answer answer) {}

  /**
   * What the search came to.
   *
   * @param rate the rate that is as likely too low as too high; without convergence no more than
   *     the highest that a probe sustained
   * @param low the lower end of the 95 % interval
   * @param high its upper end; infinite if everything that was probed was sustained
   * @param highestSustained the highest rate that a probe was seen to sustain; 0 for none
   * @param converged whether the interval is within the tolerance
   * @param limitedByHarness whether it was the measurement that gave out first above, not the
   *     pipeline: the limit may lie higher
   */
  public record Result(
      double rate,
      double low,
      double high,
      double highestSustained,
      boolean converged,
      boolean limitedByHarness) {

    /**
     * The rate that is promised: the search's, or no more than a probe was seen to sustain where
     * the measurement gave out above. 0 if nothing was sustained.
     */
    public double sustained() {
      return limitedByHarness ? highestSustained : rate;
    }

    /** Whether the limit may lie higher: nothing of the pipeline was seen to give out. */
    public boolean isOpen() {
      return limitedByHarness || Double.isInfinite(high);
    }
  }

  public RateSearch(Settings settings) {
    this.settings = settings;
    this.next = settings.first();
  }

  /** The rate to probe next; empty if the search is over. */
  public OptionalDouble next() {
    if (steps.size() >= settings.mostProbes() || isDecided()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(next);
  }

  private boolean isDecided() {
    if (below() >= settings.most() || above() <= settings.least()) {
      return true;
    }
    return grid.length > 0
        && Math.exp(quantile(1 - (1 - BELIEVED) / 2) - quantile((1 - BELIEVED) / 2))
            <= (1 + settings.tolerance()) * (1 + settings.tolerance());
  }

  /** The highest rate that was sustained; 0 if none was. */
  private double below() {
    return evidence.stream()
        .filter(Evidence::sustained)
        .mapToDouble(Evidence::rate)
        .max()
        .orElse(0);
  }

  /** The lowest rate that was not; infinite if none was not. */
  private double above() {
    return evidence.stream()
        .filter(of -> !of.sustained())
        .mapToDouble(Evidence::rate)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The lowest rate that was seen not to be sustained, or could not be measured. */
  private double lowest(boolean measured) {
    return evidence.stream()
        .filter(of -> !of.sustained() && of.measured() == measured)
        .mapToDouble(Evidence::rate)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Takes in the answer for the rate that {@link #next} said. */
  public void answered(Judged.Answer answer) {
    steps.add(new Step(next, answer));
    boolean measured = answer != Judged.Answer.INVALID;
    if (!measured && ++invalidInARow < MOST_INVALID) {
      return; // asked again: a hiccup of the machine is soon over
    }
    invalidInARow = 0;
    boolean sustained = answer == Judged.Answer.SUSTAINED;
    if (sustained) {
      // what could not be measured then can be now
      double rate = next;
      evidence.removeIf(of -> !of.measured() && of.rate() <= rate);
    }
    evidence.add(new Evidence(next, sustained, measured));
    weigh();
    next = grid.length > 0 ? Math.exp(quantile(0.5)) : bracketing();
  }

  private double bracketing() {
    double below = below();
    return below > 0
        ? Math.min(settings.most(), below * STRIDE)
        : Math.max(settings.least(), above() / STRIDE);
  }

  /**
   * Once there is a bracket, every rate around it is equally likely as far as the answers do not
   * say otherwise; its ends may be wrong answers too, so what lies beyond them is kept.
   */
  private void weigh() {
    double below = below();
    double above = above();
    if (below == 0 || Double.isInfinite(above)) {
      grid = new double[0];
      weight = new double[0];
      return;
    }
    double from = Math.log(Math.min(below, above) / (STRIDE * STRIDE));
    double to = Math.log(Math.max(below, above) * STRIDE * STRIDE);
    grid = new double[GRID];
    weight = new double[GRID];
    double sum = 0;
    for (int i = 0; i < GRID; i++) {
      grid[i] = from + (to - from) * (i + 0.5) / GRID;
      weight[i] = 1;
      for (Evidence of : evidence) {
        boolean agrees = grid[i] >= Math.log(of.rate()) == of.sustained();
        weight[i] *= agrees ? TRUSTED : 1 - TRUSTED;
      }
      sum += weight[i];
    }
    for (int i = 0; i < GRID; i++) {
      weight[i] /= sum;
    }
  }

  private double quantile(double share) {
    double passed = 0;
    for (int i = 0; i < GRID; i++) {
      if (passed + weight[i] >= share) {
        double within = weight[i] == 0 ? 0 : (share - passed) / weight[i];
        return grid[i] + (within - 0.5) * (grid[1] - grid[0]);
      }
      passed += weight[i];
    }
    return grid[GRID - 1];
  }

  /** Everything that was asked, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** About how many probes are still to come, for a display. */
  public int probesLeft() {
    if (next().isEmpty()) {
      return 0;
    }
    double width =
        grid.length == 0
            ? 2 * Math.log(STRIDE)
            : quantile(1 - (1 - BELIEVED) / 2) - quantile((1 - BELIEVED) / 2);
    double halvings = Math.log(width / (2 * settings.tolerance())) / Math.log(2);
    int about = (int) Math.ceil(Math.max(1, 1.4 * halvings + (grid.length == 0 ? 3 : 1)));
    return Math.min(about, settings.mostProbes() - steps.size());
  }

  /** What it came to so far. */
  public Result result() {
    double sustained =
        steps.stream()
            .filter(step -> step.answer() == Judged.Answer.SUSTAINED)
            .mapToDouble(Step::rate)
            .max()
            .orElse(0);
    // what lies closer together than the tolerance is one limit, and there the pipeline was seen to
    // fail
    double same = (1 + settings.tolerance()) * (1 + settings.tolerance());
    boolean limited = lowest(false) * same < lowest(true);
    if (grid.length == 0) {
      return new Result(below(), below(), above(), sustained, false, limited);
    }
    double middle = Math.exp(quantile(0.5));
    return new Result(
        // before it is decided, no more is promised than a probe has borne
        isDecided() ? middle : Math.min(middle, sustained),
        Math.exp(quantile((1 - BELIEVED) / 2)),
        Math.exp(quantile(1 - (1 - BELIEVED) / 2)),
        sustained,
        isDecided(),
        limited);
  }
}
