package io.orderstorm.scenario.load;

import io.orderstorm.scenario.model.Load;
import io.orderstorm.simulator.process.Compilation;

/** With which compilers the processes of a run meet its load. */
public final class Compilers {

  private Compilers() {}

  /** Those that its length and its peak are worth. */
  public static Compilation of(Load load) {
    return Compilation.forLoad(load.lasting(), Schedule.of(load).peak().perSecond());
  }
}
