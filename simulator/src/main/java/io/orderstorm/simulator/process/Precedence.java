package io.orderstorm.simulator.process;

import java.util.List;

/**
 * Who comes first when there are more who want to run than cores. What measures goes before what is
 * measured: else a full machine makes the instruments late and the run says nothing.
 */
public enum Precedence {
  /** Generator, observer and links. */
  INSTRUMENT,
  /** Brokers, stages, store and services: five steps of {@code nice} behind. */
  SYSTEM_UNDER_TEST;

  /** What stands before the command. */
  List<String> prefix() {
    return this == INSTRUMENT ? List.of() : List.of("nice", "-n", "5");
  }
}
