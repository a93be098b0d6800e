package io.orderstorm.scenario.drill;

import java.util.List;
import java.util.Optional;

/** The drills that ship. */
public final class Drills {

  private static final List<Drill> ALL =
      List.of(
          new QuarterlyReplay(),
          new ReplayOverload(),
          new SafeReplayRate(),
          new DeadLetterTriage(),
          new BadCanary(),
          new Rollback());

  private Drills() {}

  /** All of them. */
  public static List<Drill> all() {
    return ALL;
  }

  /** The drill of a name. */
  public static Optional<Drill> named(String name) {
    return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
  }
}
