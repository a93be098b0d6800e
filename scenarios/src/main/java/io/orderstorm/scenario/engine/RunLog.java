package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.time.RunClock;
import java.util.Map;

/**
 * The run's own events, written as they happen. Thread-safe; what comes after its end is dropped.
 */
public final class RunLog implements AutoCloseable {

  private final EventLog events;
  private final RunClock clock;
  private boolean open = true;

  RunLog(RunFolder folder, RunClock clock) {
    this.events = EventLog.open(folder.events());
    this.clock = clock;
  }

  /** Notes an event of this moment. */
  public void note(String type, Map<String, Object> details) {
    note(clock.nanos(), type, details);
  }

  /** Notes an event of another moment, in run nanos. */
  public synchronized void note(long nanos, String type, Map<String, Object> details) {
    if (open) {
      events.append(new RunEvent(nanos, type, details));
    }
  }

  @Override
  public synchronized void close() {
    open = false;
    events.close();
  }
}
