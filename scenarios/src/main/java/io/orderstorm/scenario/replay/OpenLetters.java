package io.orderstorm.scenario.replay;

import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.Triage;
import java.util.List;

/**
 * What lies in dead-letter topics and was not dealt with yet, and what was done so far.
 *
 * @param open in the order in which they came
 */
public record OpenLetters(List<DeadLetter> open, Triage triage) {

  public OpenLetters {
    open = List.copyOf(open);
  }
}
