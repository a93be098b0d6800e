package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.RunEvent;
import java.util.List;

/**
 * Which process wrote a file of a stage's records, by the names that {@code docs/run-folder.md}
 * gives: two processes never write one file.
 */
final class StageWriter {

  private static final String FOLDER = "stages/";
  private static final String RECORDS = ".bin";

  /** Hosts the consumers of every stage that has no process of its own. */
  private static final String SHARED = "pipeline";

  private StageWriter() {}

  /**
   * Whether the process that wrote a file died, planned or not; false for what is no stage's file.
   *
   * @param file from the run folder on, such as {@code stages/payment.bin}
   */
  static boolean died(String file, List<RunEvent> log) {
    if (!file.startsWith(FOLDER) || !file.endsWith(RECORDS)) {
      return false;
    }
    String name = file.substring(FOLDER.length(), file.length() - RECORDS.length());
    String writer = writer(name, log);
    return log.stream()
        .anyMatch(e -> e.is(RunEvent.PROCESS_DIED) && e.text("process").equals(writer));
  }

  /** The part behind the stage; else the stage's own process if anything is told of one. */
  private static String writer(String name, List<RunEvent> log) {
    int dot = name.indexOf('.');
    if (dot >= 0) {
      return name.substring(dot + 1);
    }
    String own = name + "-consumers";
    return log.stream().anyMatch(e -> e.text("process").equals(own)) ? own : SHARED;
  }
}
