package io.orderstorm.simulator.downstream;

/** Takes down what a service does. Called on the service's event loop: must not block. */
@FunctionalInterface
public interface EffectRecorder {
  void record(Effect effect);
}
