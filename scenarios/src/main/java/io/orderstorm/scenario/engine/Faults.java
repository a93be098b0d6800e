package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.FaultListener;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.watch.Display;
import java.util.Map;

/** Writes down what happens to faults, and tells the person who watches. */
final class Faults implements FaultListener {

  private final RunLog log;
  private final Display display;

  Faults(RunLog log, Display display) {
    this.log = log;
    this.display = display;
  }

  @Override
  public void injected(Fault fault, long atNanos, String evidence) {
    log.note(
        atNanos,
        RunEvent.FAULT_INJECTED,
        Map.of("fault", fault.name(), "kind", fault.kind(), "evidence", evidence));
    display.say("fault " + fault.name() + ": " + fault.describe());
  }

  @Override
  public void reverted(Fault fault, long atNanos, String evidence) {
    log.note(atNanos, RunEvent.FAULT_REVERTED, Map.of("fault", fault.name(), "evidence", evidence));
    display.say(
        "fault " + fault.name() + ": reverted" + (evidence.isBlank() ? "" : "; " + evidence));
  }

  @Override
  public void effect(Fault fault, long atNanos, Effect effect) {
    log.note(
        atNanos,
        RunEvent.FAULT_EFFECT,
        Map.of(
            "fault", fault.name(), "effective", effect.effective(), "evidence", effect.evidence()));
    if (!effect.effective()) {
      display.say("fault " + fault.name() + ": had no effect; " + effect.evidence());
    }
  }

  @Override
  public void notReverted(Fault fault, long atNanos, String reason) {
    log.note(
        atNanos,
        RunEvent.HARNESS_FAILURE,
        Map.of("part", "fault " + fault.name(), "reason", "still stands: " + reason));
    display.say("fault " + fault.name() + ": STILL STANDS; " + reason);
  }
}
