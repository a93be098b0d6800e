package io.orderstorm.report.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * When brokers may have been away. From a fault on a broker until its revert has settled, records
 * may be visible late without the observer's doing.
 */
final class BrokerAbsence {

  private final List<long[]> spans = new ArrayList<>();

  BrokerAbsence(List<FaultWindow> faults, long settle) {
    for (FaultWindow fault : faults) {
      if (fault.fault().hitsBroker() && fault.wasInjected()) {
        long until = fault.wasReverted() ? fault.reverted() + settle : Long.MAX_VALUE;
        spans.add(new long[] {fault.injected(), until});
      }
    }
  }

  /** Whether brokers may have been away at any time from one moment to another. */
  boolean within(long from, long to) {
    for (long[] span : spans) {
      if (from <= span[1] && to >= span[0]) {
        return true;
      }
    }
    return false;
  }
}
