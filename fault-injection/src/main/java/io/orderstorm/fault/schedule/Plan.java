package io.orderstorm.fault.schedule;

import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Every occurrence of every fault in a run.
 *
 * @param load how long the load lasts; conditions are given up at its end
 * @param occurrences by their earliest beginning
 */
public record Plan(Duration load, List<Occurrence> occurrences) {

  public Plan {
    occurrences = List.copyOf(occurrences);
  }

  static Plan of(Duration load, List<Occurrence> occurrences) {
    var unsorted = new Plan(load, occurrences);
    return new Plan(
        load, occurrences.stream().sorted(Comparator.comparing(unsorted::earliest)).toList());
  }

  /** The faults alone, in the plan's order. */
  public List<Fault> faults() {
    return occurrences.stream().map(Occurrence::fault).toList();
  }

  /**
   * When it begins, or the earliest moment at which it can begin if it waits for a condition.
   *
   * @throws NoSuchElementException if it waits for a fault that is not in the plan
   */
  public Duration earliest(Occurrence occurrence) {
    var at = occurrence.fault().at();
    if (!(occurrence.start() instanceof Start.After after)) {
      return at;
    }
    var other = find(after.fault());
    var stands = after.moment() == Start.Moment.REVERTED ? other.standing() : Duration.ZERO;
    var begin = earliest(other).plus(stands).plus(after.delay());
    return begin.compareTo(at) > 0 ? begin : at;
  }

  private Occurrence find(String name) {
    return occurrences.stream()
        .filter(occurrence -> occurrence.fault().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("No fault '" + name + "' in the plan"));
  }
}
