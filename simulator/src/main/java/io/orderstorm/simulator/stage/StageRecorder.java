package io.orderstorm.simulator.stage;

/** Takes down what happens in a stage. Called on all consumers' threads at once; must be quick. */
@FunctionalInterface
public interface StageRecorder {
  void record(StageRecord record);

  /** Takes down which version handled an event, of a stage that has a candidate. */
  default void handled(HandlingRecord record) {}
}
