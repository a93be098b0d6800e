package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Beyond which figures the run can't be judged, where the scenario says so; what it leaves out
 * follows from the objectives.
 *
 * @param slip p99 of how late the generator and the observer may be
 * @param shortfall the share by which any five seconds may fall short of their schedule, 0 to 1
 * @param settle how long a stage must be free of violations before it counts as recovered
 */
public record Limits(
    Optional<Duration> slip, Optional<Double> shortfall, Optional<Duration> settle) {

  /** All limits follow from the objectives. */
  public static final Limits USUAL =
      new Limits(Optional.empty(), Optional.empty(), Optional.empty());
}
