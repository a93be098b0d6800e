package io.orderstorm.scenario.drive;

import io.gatling.app.Gatling;

/**
 * The generator's process: Gatling with one ticking user. It ends when every order has an outcome.
 */
public final class GeneratorMain {

  private GeneratorMain() {}

  /** The argument after the others if loads are told it one after another. */
  public static final String OFFERED = Generator.OFFERED;

  /**
   * Runs the load.
   *
   * @param arguments the run folder, the endpoints' file, the clock, and {@link #OFFERED} if its
   *     loads are not the scenario's
   */
  public static void main(String[] arguments) {
    var generator = new Generator(arguments);
    // Gatling ends the JVM by itself
    Runtime.getRuntime().addShutdownHook(new Thread(generator::close, "generator-close"));
    OrderSimulation.of(generator.orders(), generator::tellReady);
    Gatling.main(
        new String[] {
          "-s",
          OrderSimulation.class.getName(),
          "-rf",
          generator.folder().gatling().toString(),
          "-nr"
        });
  }
}
