package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.ExpectedFault;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the scenario, as the event log has it.
 *
 * @param injected MAX_VALUE if it never was
 * @param reverted MAX_VALUE if it never was
 * @param effective null if nothing says whether it bit
 */
record FaultWindow(
    ExpectedFault fault,
    long injected,
    long reverted,
    @Nullable Boolean effective,
    String evidence) {

  static final long NEVER = Long.MAX_VALUE;

  boolean wasInjected() {
    return injected != NEVER;
  }

  boolean wasReverted() {
    return reverted != NEVER;
  }

  boolean interrupts() {
    return fault.interrupts() && wasInjected();
  }
}
