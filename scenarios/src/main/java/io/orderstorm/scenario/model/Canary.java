package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The next version of a stage's handler, and how it is brought in while the load goes on.
 *
 * @param start of the first step, after the start of the load
 * @param steps shares of the keys, rising to 1, which is full rollout; in shadow that alone
 * @param hold how long each step below 1, or the shadow, is watched at least
 */
public record Canary(
    String stage,
    Mode mode,
    Candidate candidate,
    Duration start,
    List<Double> steps,
    Duration hold,
    Rules rules) {

  public Canary {
    steps = List.copyOf(steps);
  }

  /** How the candidate gets its events. */
  public enum Mode {
    /** A share of the keys is its own, with all effects. */
    KEYS,
    /**
     * It decides on every event beside the stable version, in a group of its own, without effects.
     */
    SHADOW
  }

  /**
   * How the candidate differs from the stable version; by nothing if it is good.
   *
   * @param slowerBy how much longer it takes over each event
   * @param rejects share of sound events that it gives up, from 0 to 1
   * @param declines share of sound events that it says no to, from 0 to 1
   */
  public record Candidate(Duration slowerBy, double rejects, double declines) {

    /** For a reader. */
    public String text() {
      var differences = new ArrayList<String>();
      if (!slowerBy.isZero()) {
        differences.add(slowerBy.toMillis() + " ms slower");
      }
      if (rejects > 0) {
        differences.add(percent(rejects) + " of sound events given up");
      }
      if (declines > 0) {
        differences.add(percent(declines) + " of sound events declined");
      }
      return differences.isEmpty()
          ? "as the stable version"
          : "planted: " + String.join(", ", differences);
    }

    private static String percent(double share) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
  }

  /**
   * When it is not as good as the stable version.
   *
   * @param atLeast so many events of each version have to be compared before a step is left upwards
   * @param errors by how much its share of failed events may be higher, from 0 to 1; empty for any
   * @param outcomes by how much the share of an outcome may differ, from 0 to 1; empty for any
   * @param latency how many times the stable version's p95 its own may be; empty for any
   */
  public record Rules(
      int atLeast, Optional<Double> errors, Optional<Double> outcomes, Optional<Double> latency) {}
}
