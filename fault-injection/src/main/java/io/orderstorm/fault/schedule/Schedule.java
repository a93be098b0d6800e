package io.orderstorm.fault.schedule;

import io.orderstorm.fault.DurationText;
import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scenario says of when faults happen.
 *
 * @param chaos faults by chance besides the scheduled ones
 */
public record Schedule(List<ScheduledFault> faults, Optional<Chaos> chaos) {

  public Schedule {
    faults = List.copyOf(faults);
    requireKnownOthers(byName(faults));
  }

  /** These faults, each once and at its own time. */
  public static Schedule of(List<? extends Fault> faults) {
    return new Schedule(faults.stream().map(ScheduledFault::of).toList(), Optional.empty());
  }

  private static Map<String, ScheduledFault> byName(List<ScheduledFault> faults) {
    var named = new LinkedHashMap<String, ScheduledFault>();
    for (var scheduled : faults) {
      if (named.put(scheduled.fault().name(), scheduled) != null) {
        throw new IllegalArgumentException(
            "Two faults are called '" + scheduled.fault().name() + "'; names must differ");
      }
    }
    return named;
  }

  private static void requireKnownOthers(Map<String, ScheduledFault> named) {
    for (var scheduled : named.values()) {
      var path = new LinkedHashSet<String>();
      var here = scheduled;
      while (here.start() instanceof Start.After after) {
        if (!path.add(here.fault().name())) {
          throw new IllegalArgumentException(
              "Faults wait for each other: " + String.join(" after ", path));
        }
        here = other(here, after, named);
      }
    }
  }

  private static ScheduledFault other(
      ScheduledFault waiting, Start.After after, Map<String, ScheduledFault> named) {
    var other = named.get(after.fault());
    if (other == null) {
      throw new IllegalArgumentException(
          "Fault '"
              + waiting.fault().name()
              + "': after: there is no fault '"
              + after.fault()
              + "'; there are "
              + String.join(", ", named.keySet()));
    }
    return other;
  }

  /**
   * Everything that will happen under a load of this length.
   *
   * @throws IllegalArgumentException if a fault would begin after the load, chaos does not fit into
   *     it, or two occurrences get the same name
   */
  public Plan plan(Duration load) {
    var occurrences = new ArrayList<Occurrence>();
    var named = byName(faults);
    for (var scheduled : faults) {
      occurrences.addAll(scheduled.occurrences(resolved(scheduled.start(), named)));
    }
    chaos.ifPresent(chance -> occurrences.addAll(chance.draw(load)));
    requireDistinctNames(occurrences);
    requireWithin(load, occurrences);
    return Plan.of(load, occurrences);
  }

  /** Of a repeated fault, the first injection and the last reversal are meant. */
  private static Start resolved(Start start, Map<String, ScheduledFault> named) {
    if (!(start instanceof Start.After after)) {
      return start;
    }
    var other = named.get(after.fault());
    if (other == null) {
      throw new IllegalStateException("There is no fault '" + after.fault() + "'");
    }
    var name = after.moment() == Start.Moment.INJECTED ? other.firstName() : other.lastName();
    return new Start.After(name, after.moment(), after.delay());
  }

  private static void requireDistinctNames(List<Occurrence> occurrences) {
    var names = new HashSet<String>();
    for (var occurrence : occurrences) {
      if (!names.add(occurrence.fault().name())) {
        throw new IllegalArgumentException(
            "Two occurrences are called '"
                + occurrence.fault().name()
                + "' (one of fault '"
                + occurrence.origin()
                + "'); name the faults differently");
      }
    }
  }

  private static void requireWithin(Duration load, List<Occurrence> occurrences) {
    for (var occurrence : occurrences) {
      var at = occurrence.fault().at();
      if (at.compareTo(load) >= 0) {
        throw new IllegalArgumentException(
            "Fault '"
                + occurrence.fault().name()
                + "' would begin at "
                + DurationText.of(at)
                + ", but the load ends at "
                + DurationText.of(load));
      }
    }
  }
}
