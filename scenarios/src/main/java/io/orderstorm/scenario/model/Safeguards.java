package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What protects the pipeline from the run.
 *
 * @param steadyState what must hold before the first fault; without it the faults do not start
 * @param abortLagAbove the lag, in records, at which the run is aborted
 */
public record Safeguards(Optional<SteadyState> steadyState, Optional<Long> abortLagAbove) {

  /**
   * The steady-state hypothesis.
   *
   * @param lagBelow each group's lag, in records
   * @param holding how long it must have held
   */
  public record SteadyState(long lagBelow, Duration holding) {}
}
