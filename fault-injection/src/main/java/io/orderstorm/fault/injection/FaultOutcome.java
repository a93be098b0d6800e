package io.orderstorm.fault.injection;

import io.orderstorm.fault.Fault;
import java.util.OptionalLong;

/**
 * How a fault went.
 *
 * @param injectedNanos in run nanos; empty if it was never injected
 * @param revertedNanos in run nanos; empty if it was never injected, or still stands
 */
public record FaultOutcome(
    Fault fault, OptionalLong injectedNanos, OptionalLong revertedNanos, Effect effect) {

  /** Whether it was injected and is not reverted. */
  public boolean stillStands() {
    return injectedNanos.isPresent() && revertedNanos.isEmpty();
  }
}
