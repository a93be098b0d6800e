package io.orderstorm.fault.schedule;

import io.orderstorm.fault.DurationText;
import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fault and when it happens.
 *
 * @param fault its {@code at} is when it begins, or from when on its condition is looked at
 */
public record ScheduledFault(Fault fault, Start start, Optional<Repeat> repeat) {

  public ScheduledFault {
    repeat.ifPresent(again -> requireGaps(fault, again));
  }

  /** Once, at the fault's own time. */
  public static ScheduledFault of(Fault fault) {
    return new ScheduledFault(fault, new Start.AtItsTime(), Optional.empty());
  }

  private static void requireGaps(Fault fault, Repeat again) {
    if (again.every().compareTo(fault.lasting()) <= 0) {
      throw new IllegalArgumentException(
          "Fault '"
              + fault.name()
              + "': repeat: every must be longer than for ("
              + DurationText.of(fault.lasting())
              + "), but is "
              + DurationText.of(again.every()));
    }
  }

  /** The name of its first occurrence: the fault's own, or {@code name-1} if it is repeated. */
  String firstName() {
    return repeat.isEmpty() ? fault.name() : numbered(1);
  }

  String lastName() {
    return repeat.map(again -> numbered(again.times())).orElse(fault.name());
  }

  private String numbered(int number) {
    return fault.name() + "-" + number;
  }

  List<Occurrence> occurrences(Start resolved) {
    if (repeat.isEmpty()) {
      return List.of(new Occurrence(fault, resolved, fault.name()));
    }
    var again = repeat.get();
    var all = new ArrayList<Occurrence>();
    for (int number = 1; number <= again.times(); number++) {
      all.add(numbered(number, again.every(), resolved));
    }
    return all;
  }

  /** Behind a condition, each repetition counts from the one before it. */
  private Occurrence numbered(int number, Duration every, Start resolved) {
    if (resolved instanceof Start.AtItsTime) {
      var at = fault.at().plus(every.multipliedBy(number - 1L));
      return new Occurrence(fault.occurrence(numbered(number), at), resolved, fault.name());
    }
    var begin =
        number == 1
            ? resolved
            : new Start.After(numbered(number - 1), Start.Moment.INJECTED, every);
    return new Occurrence(fault.occurrence(numbered(number), fault.at()), begin, fault.name());
  }
}
