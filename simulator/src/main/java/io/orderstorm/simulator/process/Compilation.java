package io.orderstorm.simulator.process;

import java.time.Duration;
import java.util.List;

/**
 * Which compilers the JVMs of a run use. Optimised code carries about half as much again on two
 * cores, but the optimising compilers of half a dozen JVMs take the cores for most of a minute
 * before it does.
 */
public enum Compilation {
  /** The quick compiler alone: for runs that are over before the other would have paid. */
  QUICK("-XX:TieredStopAtLevel=1"),
  /** Both: for runs that are long enough. */
  OPTIMISED("-XX:TieredStopAtLevel=4");

  private static final Duration WORTH_IT = Duration.ofMinutes(2);

  private final String option;

  Compilation(String option) {
    this.option = option;
  }

  /** The one for a run with a load of this length. */
  public static Compilation forLoadOf(Duration load) {
    return load.compareTo(WORTH_IT) < 0 ? QUICK : OPTIMISED;
  }

  List<String> jvmOptions() {
    return List.of(option);
  }
}
