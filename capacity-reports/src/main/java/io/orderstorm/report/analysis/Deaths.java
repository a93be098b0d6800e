package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunEvent;
import java.util.Locale;

/** Which deaths of processes break the run's own promise, and which only the harness. */
final class Deaths {

  private Deaths() {}

  static boolean unplanned(RunEvent event) {
    return event.is(RunEvent.PROCESS_DIED) && !Boolean.TRUE.equals(event.flag("planned"));
  }

  /** Whether it says that a part of the harness died or failed, so that it told nothing more. */
  static boolean tells(RunEvent event, String part) {
    return (unplanned(event) && event.text("process").contains(part))
        || (event.is(RunEvent.HARNESS_FAILURE) && event.text("part").contains(part));
  }

  /** Whether it ended the run before its load was over: nobody owes the rest of the schedule. */
  static boolean cutsShort(RunEvent event, Topology pipeline) {
    return event.is(RunEvent.ABORT)
        || event.is(RunEvent.INTERRUPTED)
        || (unplanned(event) && isOfSystem(event, pipeline));
  }

  /** Brokers, stages and the store are what is tested; everything else is the harness. */
  static boolean isOfSystem(RunEvent event, Topology pipeline) {
    String process = event.text("process").toLowerCase(Locale.ROOT);
    return isOfConsumers(process, pipeline)
        || process.startsWith("broker")
        || process.startsWith("store")
        || process.startsWith("postgres");
  }

  private static boolean isOfConsumers(String process, Topology pipeline) {
    return process.startsWith("stage")
        || process.startsWith("pipeline")
        || pipeline.stages().stream()
            .anyMatch(s -> process.startsWith(s.name()) && !process.startsWith(s.service()));
  }
}
