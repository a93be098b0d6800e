package io.orderstorm.report.capacity;

import java.util.List;
import java.util.Optional;

/**
 * Everything that was measured of a pipeline's capacity.
 *
 * @param searched the conditions under which the highest sustainable rate was looked for; the first
 *     is the healthy one
 * @param saturation a probe of far more than is sustained, healthy
 * @param recovery an outage and what followed
 * @param notMeasured what was left out, with the reasons
 * @param safeReplay the highest rate of a replay beside the live load; empty if it was not asked
 *     for, or not found out
 * @param made all probes, those too whose figures are in none of the others; empty if they were not
 *     counted
 */
public record Study(
    List<Searched> searched,
    Optional<ProbeFigures> saturation,
    Optional<ProbeFigures> recovery,
    Optional<ScalabilityStudy> scalability,
    List<NotMeasured> notMeasured,
    Optional<SafeReplay> safeReplay,
    Optional<Made> made) {

  /**
   * How much was probed.
   *
   * @param loadSeconds how long the probes' loads lasted, warming up left out
   */
  public record Made(int probes, double loadSeconds) {}

  public Study {
    searched = List.copyOf(searched);
    notMeasured = List.copyOf(notMeasured);
    if (searched.isEmpty()) {
      throw new IllegalArgumentException("a study has searched the healthy pipeline at least");
    }
  }

  /** A study in which no safe replay rate was looked for. */
  public Study(
      List<Searched> searched,
      Optional<ProbeFigures> saturation,
      Optional<ProbeFigures> recovery,
      Optional<ScalabilityStudy> scalability,
      List<NotMeasured> notMeasured) {
    this(searched, saturation, recovery, scalability, notMeasured, Optional.empty());
  }

  /** A study whose probes were not counted. */
  public Study(
      List<Searched> searched,
      Optional<ProbeFigures> saturation,
      Optional<ProbeFigures> recovery,
      Optional<ScalabilityStudy> scalability,
      List<NotMeasured> notMeasured,
      Optional<SafeReplay> safeReplay) {
    this(searched, saturation, recovery, scalability, notMeasured, safeReplay, Optional.empty());
  }

  /** The search without anything wrong. */
  public Searched healthy() {
    return searched.get(0);
  }
}
