package io.orderstorm.fault.dryrun;

import java.time.Duration;
import java.util.List;

/**
 * One thing within the blast radius.
 *
 * @param subject {@code client payment}, {@code broker leader(orders/0)}, {@code topic orders}
 * @param parts how much of it is touched, each way once
 * @param faults by which occurrences
 * @param lasting for how long in all; overlapping faults count once
 * @param upperBound whether it may be less, because conditions decide
 */
public record Reach(
    String subject, List<String> parts, List<String> faults, Duration lasting, boolean upperBound) {

  public Reach {
    parts = List.copyOf(parts);
    faults = List.copyOf(faults);
  }
}
