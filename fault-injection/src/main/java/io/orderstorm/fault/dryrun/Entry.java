package io.orderstorm.fault.dryrun;

import java.time.Duration;

/**
 * One line of the timeline.
 *
 * @param from when the fault begins, or the earliest moment if it waits for a condition
 * @param lasting from its injection to its reversal
 * @param condition what it waits for; empty if its moment is known
 * @param what the fault in words
 */
public record Entry(String fault, Duration from, Duration lasting, String condition, String what) {

  /** Whether it may come later, or never. */
  public boolean isConditional() {
    return !condition.isEmpty();
  }
}
