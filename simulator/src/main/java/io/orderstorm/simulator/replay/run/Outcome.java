package io.orderstorm.simulator.replay.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a plan.
 *
 * @param copied records that were copied, over all of its runs
 * @param parity what a look at source and target found; {@code null} if the run did not come to its
 *     end
 * @param reason empty for a success
 * @param reception what the stage did with the copies; {@code null} if they went to none, if no
 *     store was named, or if the stage had not read them all within a minute
 */
public record Outcome(
    String plan,
    Kind kind,
    long records,
    long copied,
    @Nullable Parity parity,
    String reason,
    @Nullable Reception reception) {

  /**
   * What a stage did with the copies, as its store has it. What is in neither count it had handled
   * before, ignored, put off or given up.
   *
   * @param handled copies that it handled, and that are under the replay's number in its store
   * @param superseded copies that it skipped, because it had handled newer revisions
   */
  public record Reception(long handled, long superseded) {}

  /** How a run may end. */
  public enum Kind {
    /** Every record in scope was copied exactly once. */
    SUCCEEDED,
    /** It came to its end, but source and target do not agree. */
    PARTIALLY,
    /** Somebody cancelled it; it will not run again. */
    CANCELLED,
    /** It could not go on; it goes on from its checkpoint when it is run again. */
    FAILED,
    /** It was told to end; it goes on from its checkpoint when it is run again. */
    INTERRUPTED
  }

  /**
   * The plan's records against the copies that a reader with read_committed sees.
   *
   * @param expected by the plan
   * @param copiedOnce whose value is as it should be
   * @param missing without a copy
   * @param doubled with more than one
   * @param differing whose copy has another key or value
   * @param foreign copies under the plan's name of what is not in its scope
   * @param sourceChanged partitions that no longer hold what was planned
   * @param examples of what is wrong, a few
   */
  public record Parity(
      long expected,
      long copiedOnce,
      long missing,
      long doubled,
      long differing,
      long foreign,
      List<String> sourceChanged,
      List<String> examples) {

    public Parity {
      sourceChanged = List.copyOf(sourceChanged);
      examples = List.copyOf(examples);
    }

    /** Whether every record in scope was copied exactly once, and nothing else. */
    boolean holds() {
      return copiedOnce == expected
          && missing + doubled + differing + foreign == 0
          && sourceChanged.isEmpty();
    }
  }
}
