package io.orderstorm.scenario.model;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.schedule.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One question put to a pipeline.
 *
 * @param name the file's name without its ending
 * @param plan when which fault happens, chaos and repetitions included
 * @param alerts what the pipeline's own monitoring pages for
 * @param canary the next version of a handler that is brought in; empty for none
 * @param quiet the longest wait, after the load, for the pipeline to become quiet
 */
public record Scenario(
    String name,
    String title,
    String question,
    String owner,
    long seed,
    PipelineSpec pipeline,
    Orders orders,
    Load load,
    Duration quiet,
    Plan plan,
    Safeguards safeguards,
    AlertRules alerts,
    Objectives objectives,
    Limits limits,
    Optional<Canary> canary) {

  /** Every occurrence of every fault, each under a name of its own. */
  public List<Fault> faults() {
    return plan.faults();
  }
}
