package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.time.RunClock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The run's own events, written as they happen. Thread-safe; what comes after its end is dropped.
 */
public final class RunLog implements AutoCloseable {

  private final EventLog events;
  private final RunClock clock;
  private final Map<String, Long> firsts = new HashMap<>();
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
      firsts.putIfAbsent(type, nanos);
    }
  }

  /** When the first event of a type was, in run nanos; empty if there was none yet. */
  synchronized OptionalLong first(String type) {
    Long nanos = firsts.get(type);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  @Override
  public synchronized void close() {
    open = false;
    events.close();
  }
}
