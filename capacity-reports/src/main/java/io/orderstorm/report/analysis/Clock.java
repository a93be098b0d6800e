package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.folder.RunEvent;
import java.util.List;

/**
 * The moments of a run that everything else refers to, in run nanos.
 *
 * @param loadStart the start of the load; positions in the scenario count from here
 * @param loadEnd when the load ended
 * @param warmupEnd before it, orders are left out of latency objectives
 * @param end the last thing that is known of the run
 * @param quiet whether the pipeline became quiet after the load
 */
record Clock(long loadStart, long loadEnd, long warmupEnd, long end, boolean quiet) {

  private static final double NANOS = 1e9;

  static Clock of(Evidence evidence, Expectations expectations) {
    long start = loadStart(evidence);
    long planned = start + expectations.load().duration().toNanos();
    long loadEnd = first(evidence.log, RunEvent.LOAD_ENDED, planned);
    boolean quiet =
        evidence.log.stream()
            .anyMatch(e -> e.is(RunEvent.QUIET) && Boolean.TRUE.equals(e.flag("quiet")));
    long warmupEnd = start + expectations.load().warmup().toNanos();
    return new Clock(start, loadEnd, warmupEnd, Math.max(loadEnd, lastKnown(evidence)), quiet);
  }

  /** The start of the load; without one in the log the first intended send. */
  static long loadStart(Evidence evidence) {
    return first(evidence.log, RunEvent.LOAD_STARTED, evidence.promises.firstIntended());
  }

  private static long first(List<RunEvent> log, String type, long otherwise) {
    return log.stream()
        .filter(e -> e.is(type))
        .mapToLong(RunEvent::timeNanos)
        .findFirst()
        .orElse(otherwise);
  }

  private static long lastKnown(Evidence evidence) {
    long last = Math.max(evidence.observer.lastReceived(), evidence.promises.lastKnown());
    for (RunEvent event : evidence.log) {
      last = Math.max(last, event.timeNanos());
    }
    Journal journal = evidence.cases.journal;
    for (int row = 0; row < journal.rows(); row++) {
      long completed = journal.completed(row);
      last = completed == Long.MAX_VALUE ? last : Math.max(last, completed);
    }
    for (StageLog stage : evidence.consumers.stages.values()) {
      last = Math.max(last, stage.lastTime());
    }
    return last;
  }

  /**
   * The same up to the last send that was planned: the generator ends, and with it the load, only
   * when its last sends are answered or given up, and until then nothing new comes.
   */
  Clock sending(LoadShape load) {
    long planned = loadStart + load.duration().toNanos();
    return new Clock(loadStart, Math.min(loadEnd, planned), warmupEnd, end, quiet);
  }

  double sinceLoad(long time) {
    return (time - loadStart) / NANOS;
  }

  /** The second of the load that a time falls into; negative before the load. */
  int second(long time) {
    return (int) Math.floorDiv(time - loadStart, 1_000_000_000L);
  }

  /** The last moment of a second of the load. */
  long endOfSecond(int second) {
    return loadStart + (second + 1) * 1_000_000_000L;
  }

  int seconds() {
    return Math.max(1, second(end) + 1);
  }

  static double seconds(long nanos) {
    return nanos / NANOS;
  }
}
