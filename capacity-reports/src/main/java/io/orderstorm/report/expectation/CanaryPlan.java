package io.orderstorm.report.expectation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the next version of a stage's handler is brought in, and what decides on it.
 *
 * @param candidate what is known of how it differs, for a reader
 * @param start of the first step, after the start of the load
 * @param steps shares of the keys, rising to 1, which is full rollout; in shadow only 1
 * @param hold how long each step below 1 is watched at least
 */
public record CanaryPlan(
    String stage,
    Mode mode,
    String candidate,
    Duration start,
    List<Double> steps,
    Duration hold,
    Rules rules) {

  /** How the candidate gets its events. */
  public enum Mode {
    /** A share of the keys is the candidate's, with all effects. */
    KEYS,
    /** The candidate is given every event beside the stable version, and its effects are none. */
    SHADOW
  }

  /**
   * When a candidate is not as good as the stable version.
   *
   * @param atLeast so many events of each version have to be compared before a step is left upwards
   * @param errors the candidate's share of failed events may be above the stable one's by as much,
   *     from 0 to 1; null if that is not asked
   * @param outcomes the share of each outcome may differ by as much, from 0 to 1; null if that is
   *     not asked
   * @param latency the candidate's p95 may be as many times the stable one's; null if that is not
   *     asked
   */
  public record Rules(
      long atLeast, @Nullable Double errors, @Nullable Double outcomes, @Nullable Double latency) {}

  public CanaryPlan {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.get(steps.size() - 1) != 1) {
      throw new IllegalArgumentException("steps must end with 1, not be " + steps);
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) > (i == 0 ? 0 : steps.get(i - 1)))) {
        throw new IllegalArgumentException("steps must rise from above 0, not be " + steps);
      }
    }
  }
}
