package io.orderstorm.scenario.gameday;

import io.orderstorm.scenario.runbook.Block;
import io.orderstorm.scenario.runbook.Runbook;

/** Who does a runbook's steps. */
public interface Hands {

  /** A step is come to: it has to be read first. */
  void read(Runbook.Step step);

  /** Does a command. */
  Done doCommand(Block.Command command);

  /** What came of a command. */
  record Done(boolean held, String expected, String seen) {}
}
