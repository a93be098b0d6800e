package io.orderstorm.scenario.drive;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The same generator ticked by a plain loop: what the bench compares Gatling with. */
public final class PlainLoopMain {

  private PlainLoopMain() {}

  /**
   * Runs the load.
   *
   * @param arguments the run folder, the endpoints' file, the clock
   */
  public static void main(String[] arguments) {
    try (var generator = new Generator(arguments)) {
      generator.orders().prepare((intended, completed, error) -> {});
      generator.tellReady();
      while (generator.orders().tick()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
  }
}
