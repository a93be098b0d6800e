package io.orderstorm.scenario.model;

import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.List;

/**
 * One question put to a pipeline.
 *
 * @param name the file's name without its ending
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
    List<Fault> faults,
    Safeguards safeguards,
    Objectives objectives,
    Limits limits) {

  public Scenario {
    faults = List.copyOf(faults);
  }
}
