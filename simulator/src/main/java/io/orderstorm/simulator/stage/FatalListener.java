package io.orderstorm.simulator.stage;

/**
 * Told when a consumer meets something it has no answer to and stops. Whoever hosts the pipeline
 * must end the process then: a group that silently lacks a consumer would pass for a slow one.
 */
@FunctionalInterface
public interface FatalListener {
  void fatal(String consumer, Throwable reason);
}
