package io.orderstorm.report.capacity;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was done more than once in the time of some probes, each from its start until it was worked
 * off.
 *
 * @param written records on all topics
 * @param writtenAgain of those, events that had been written before
 * @param stages each stage by its name
 */
public record Repetition(long written, long writtenAgain, Map<String, OfStage> stages) {

  /**
   * What a stage did more than once.
   *
   * @param deliveries records that it was given
   * @param redelivered of those, the ones that its group had been given before
   * @param failedAttempts calls that failed
   */
  public record OfStage(long deliveries, long redelivered, long failedAttempts) {

    private OfStage plus(OfStage other) {
      return new OfStage(
          deliveries + other.deliveries,
          redelivered + other.redelivered,
          failedAttempts + other.failedAttempts);
    }
  }

  public Repetition {
    stages = new TreeMap<>(stages);
  }

  /** Nothing at all. */
  public static Repetition none() {
    return new Repetition(0, 0, Map.of());
  }

  /** A stage's; nothing if there is no such stage. */
  public OfStage stage(String name) {
    return stages.getOrDefault(name, new OfStage(0, 0, 0));
  }

  /** Both together. */
  public Repetition plus(Repetition other) {
    Map<String, OfStage> all = new TreeMap<>(stages);
    other.stages.forEach((name, of) -> all.merge(name, of, OfStage::plus));
    return new Repetition(written + other.written, writtenAgain + other.writtenAgain, all);
  }
}
