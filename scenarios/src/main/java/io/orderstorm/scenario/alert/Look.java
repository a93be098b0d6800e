package io.orderstorm.scenario.alert;

import java.util.Map;

/**
 * What was seen of the pipeline at a moment. Counts only ever rise; a group or stage that is
 * missing could not be asked.
 *
 * @param nanos when, in run nanos
 * @param lag records that each group has yet to commit
 * @param deadLetters how many dead letters each group has written
 * @param oldestLetter since when the oldest dead letter lies untouched, in run nanos, by group;
 *     groups with none are missing
 * @param calls what each stage asked of its service
 * @param replayed records that a replay has written, to any topic
 */
public record Look(
    long nanos,
    Map<String, Long> lag,
    Map<String, Long> deadLetters,
    Map<String, Long> oldestLetter,
    Map<String, Calls> calls,
    long replayed) {

  /** Calls that have ended, and those of them that failed. */
  public record Calls(long all, long failed) {

    public Calls plus(long more, long failures) {
      return new Calls(all + more, failed + failures);
    }
  }

  public Look {
    lag = Map.copyOf(lag);
    deadLetters = Map.copyOf(deadLetters);
    oldestLetter = Map.copyOf(oldestLetter);
    calls = Map.copyOf(calls);
  }
}
