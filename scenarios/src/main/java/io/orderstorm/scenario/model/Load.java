package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.List;

/**
 * The open load: orders arrive when the schedule says so, whatever the pipeline does.
 *
 * @param steps at least one
 * @param arrivals how orders are spread over the rate
 * @param warmup the first part of the load, excluded from latency objectives
 */
public record Load(List<LoadStep> steps, Arrivals arrivals, Duration warmup) {

  public Load {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a load has at least one step");
    }
  }

  /** From the first moment to the last. */
  public Duration lasting() {
    return steps.stream().map(LoadStep::lasting).reduce(Duration.ZERO, Duration::plus);
  }
}
