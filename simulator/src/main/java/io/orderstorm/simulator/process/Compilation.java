package io.orderstorm.simulator.process;

import java.time.Duration;
import java.util.List;

/**
 * Which compilers the JVMs of a run use. Optimised code carries about half as much again on two
 * cores, but the optimising compilers of half a dozen JVMs take the cores for most of a minute
 * before it does.
 */
public enum Compilation {
  /**
   * The quick compiler alone: for runs that are over before the other would have paid, or that ask
   * for less than it carries.
   */
  QUICK("-XX:TieredStopAtLevel=1"),
  /** Both: for runs that are long enough. */
  OPTIMISED("-XX:TieredStopAtLevel=4");

  private static final Duration WORTH_IT = Duration.ofMinutes(2);

  /** After so long the compilers were paid for, whatever the rate. */
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Well below the 872 orders/s that the quick compiler's code carried on two cores. */
  private static final double CARRIED_ANYWAY = 500;

  private final String option;

  Compilation(String option) {
    this.option = option;
  }

  /**
   * The one for a run.
   *
   * @param load how long the load lasts
   * @param peak orders/s at most
   */
  public static Compilation forLoad(Duration load, double peak) {
    boolean pays =
        load.compareTo(LONG) >= 0 || (load.compareTo(WORTH_IT) >= 0 && peak > CARRIED_ANYWAY);
    return pays ? OPTIMISED : QUICK;
  }

  List<String> jvmOptions() {
    return List.of(option);
  }
}
