package io.orderstorm.scenario.engine;

import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.PipelineView;
import java.util.OptionalLong;

/**
 * A pipeline under load, as a person on call has it before them: what they see, and what they can
 * do. Thread-safe.
 */
public interface Operations extends PipelineView {

  /** The brokers, by a way that no fault touches. */
  String bootstrapServers();

  /** Now, in run nanos. */
  long nanos();

  /** When an incident began, in run nanos; empty if it has not yet. */
  OptionalLong began(Incident incident);

  /**
   * Ends a fault that stands: whoever has the broken part has mended it.
   *
   * @throws IllegalArgumentException if no such fault stands; says which do
   */
  void endFault(String fault);

  /**
   * Has the scenario's candidate taken back: all keys go to the version before it.
   *
   * @throws IllegalArgumentException if there is no candidate that has any keys
   */
  void takeBack();

  /**
   * Has a stage run with so many consumers.
   *
   * @throws IllegalArgumentException if there is no such stage, or it can't have so many
   */
  void scale(String stage, int consumers);
}
