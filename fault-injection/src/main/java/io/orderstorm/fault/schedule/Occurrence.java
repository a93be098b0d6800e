package io.orderstorm.fault.schedule;

import io.orderstorm.fault.Fault;
import java.time.Duration;

/**
 * One time that a fault happens.
 *
 * @param fault under a name that is unique in its plan
 * @param origin the scenario's name of the fault, the same for all its occurrences
 */
public record Occurrence(Fault fault, Start start, String origin) {

  /** Whether its moment is known before the run. */
  public boolean isTimed() {
    return start instanceof Start.AtItsTime;
  }

  /** How long it stands, flaps included: from its injection to its reversal. */
  public Duration standing() {
    return fault.until().minus(fault.at());
  }
}
