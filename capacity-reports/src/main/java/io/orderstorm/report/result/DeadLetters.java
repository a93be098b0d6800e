package io.orderstorm.report.result;

import java.util.List;

/**
 * What lies in the dead-letter queues, and what became of the injected records that must not.
 *
 * @param injected records that were injected to be dead-lettered
 * @param deadLettered those of them that were
 * @param missed those of them that were not
 * @param falselyDeadLettered anything else in a dead-letter queue
 */
public record DeadLetters(
    long injected,
    long deadLettered,
    long missed,
    long falselyDeadLettered,
    Dispositions others,
    List<Cause> byCause) {

  /** Dead letters of one queue and error class. */
  public record Cause(String topic, String error, long count, long expected) {}

  public DeadLetters {
    byCause = List.copyOf(byCause);
  }
}
