package io.orderstorm.scenario.file;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.schedule.Budget;
import io.orderstorm.fault.schedule.Chaos;
import io.orderstorm.fault.schedule.WeightedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads {@code chaos}: faults by chance within a budget. */
final class ChaosReader {

  private final long usualSeed;
  private final BiFunction<Section, Duration, Fault> faults;

  /**
   * @param usualSeed the scenario's, for a chaos that names none
   * @param faults reads a fault that begins at a given time
   */
  ChaosReader(long usualSeed, BiFunction<Section, Duration, Fault> faults) {
    this.usualSeed = usualSeed;
    this.faults = faults;
  }

  Chaos read(Section section) {
    long seed = section.optional("seed", usualSeed, Quantity::seed);
    Duration from = section.optional("from", Duration.ZERO, Quantity::duration);
    Optional<Duration> until = section.optional("until", Quantity::span);
    Budget budget = budget(section.requiredSection("budget"));
    var weighted = new ArrayList<WeightedFault>();
    for (Position element : section.list("faults")) {
      weighted.add(weighted(Section.of(element)));
    }
    section.end();
    return FaultReader.checked(section, () -> new Chaos(seed, from, until, weighted, budget));
  }

  private WeightedFault weighted(Section section) {
    int weight = section.optional("weight", 1, Quantity.whole(1, 1_000_000));
    Fault fault = faults.apply(section, Duration.ZERO);
    section.end();
    return FaultReader.checked(section, () -> new WeightedFault(fault, weight));
  }

  private static Budget budget(Section section) {
    int faults = section.required("faults", Quantity.whole(1, 1_000));
    int atOnce = section.optional("at-once", 1, Quantity.whole(1, 100));
    Duration gap = section.optional("gap", Duration.ZERO, Quantity::duration);
    double share = section.optional("share", 1.0, Quantity::ratio);
    section.end();
    return FaultReader.checked(section, () -> new Budget(faults, atOnce, gap, new Ratio(share)));
  }
}
