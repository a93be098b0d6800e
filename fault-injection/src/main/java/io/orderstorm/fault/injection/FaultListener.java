package io.orderstorm.fault.injection;

import io.orderstorm.fault.Fault;

/**
 * Is told what happens to faults, on their threads; each call has the run nanos at which it
 * happened.
 */
public interface FaultListener {

  void injected(Fault fault, long atNanos, String evidence);

  void reverted(Fault fault, long atNanos, String evidence);

  /** Once for each fault, at its end; also for one that could not be injected. */
  void effect(Fault fault, long atNanos, Effect effect);

  /** The fault still stands although everything was tried: somebody has to look. */
  default void notReverted(Fault fault, long atNanos, String reason) {}
}
