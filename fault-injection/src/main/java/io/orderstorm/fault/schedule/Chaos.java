package io.orderstorm.fault.schedule;

import io.orderstorm.fault.DurationText;
import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Faults by chance, within a budget. The same chaos under the same load is always the same
 * timeline: all chance comes from the seed.
 *
 * @param from when it may begin
 * @param until by when all must be reverted; empty for the end of the load
 * @param faults what may happen, with distinct names
 */
public record Chaos(
    long seed, Duration from, Optional<Duration> until, List<WeightedFault> faults, Budget budget) {

  public Chaos {
    faults = List.copyOf(faults);
    if (from.isNegative()) {
      throw new IllegalArgumentException(
          "chaos: from must not be negative, but is " + DurationText.of(from));
    }
    if (until.isPresent() && until.get().compareTo(from) <= 0) {
      throw new IllegalArgumentException(
          "chaos: until must be after from ("
              + DurationText.of(from)
              + "), but is "
              + DurationText.of(until.get()));
    }
    requireNames(faults);
  }

  private static void requireNames(List<WeightedFault> faults) {
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("chaos: faults must name at least one fault");
    }
    var names = new HashSet<String>();
    for (var weighted : faults) {
      if (!names.add(weighted.fault().name())) {
        throw new IllegalArgumentException(
            "chaos: two faults are called '" + weighted.fault().name() + "'; names must differ");
      }
    }
  }

  /**
   * The timeline under a load of this length, by time; faults are numbered by their own names.
   *
   * @throws IllegalArgumentException if the window is not within the load, or some fault can't
   *     happen in it at all
   */
  List<Occurrence> draw(Duration load) {
    var window = new Window(from, until.orElse(load));
    if (window.end().compareTo(load) > 0 || window.end().compareTo(from) <= 0) {
      throw new IllegalArgumentException(
          "chaos: from "
              + DurationText.of(from)
              + " until "
              + DurationText.of(window.end())
              + " must lie within the load of "
              + DurationText.of(load));
    }
    faults.forEach(weighted -> requireRoom(weighted.fault(), window));
    return numbered(new ChaosDraw(this, window).faults());
  }

  private void requireRoom(Fault fault, Window window) {
    var stands = fault.until().minus(fault.at());
    if (stands.toNanos() > window.length().toNanos() * budget.share().value()) {
      throw new IllegalArgumentException(
          "chaos: fault '"
              + fault.name()
              + "' stands for "
              + DurationText.of(stands)
              + ", which is more than "
              + budget.share()
              + " of "
              + DurationText.of(window.length()));
    }
  }

  private static List<Occurrence> numbered(List<Fault> drawn) {
    Map<String, Integer> numbers = new HashMap<>();
    return drawn.stream()
        .map(
            fault -> {
              var number = numbers.merge(fault.name(), 1, Integer::sum);
              return new Occurrence(
                  fault.occurrence(fault.name() + "-" + number, fault.at()),
                  new Start.AtItsTime(),
                  fault.name());
            })
        .toList();
  }
}
