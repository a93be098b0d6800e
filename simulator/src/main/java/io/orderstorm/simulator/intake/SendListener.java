package io.orderstorm.simulator.intake;

/** Told once what became of a send. Must return quickly: it may run on the producer's thread. */
@FunctionalInterface
public interface SendListener {
  void completed(SendOutcome outcome);
}
