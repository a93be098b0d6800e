package io.orderstorm.scenario.drive;

import io.gatling.app.Gatling;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.HiccupMeter;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.simulator.intake.KafkaOrderIntake;
import io.orderstorm.simulator.intake.OrderSource;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.time.HostClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The generator's process: Gatling with one ticking user. It tells {@code ready} when it could send, starts on {@code go
 * <run nanos>}, stops early on {@code stop}, and ends when every order has an outcome.
 */
public final class GeneratorMain {

  /** The name of the journal's files; later there may be several generators. */
  public static final String NAME = "generator-1";

  /** Enough orders for the compiler to have seen the whole path before the first one counts. */
  private static final int REHEARSED = 60_000;

  private GeneratorMain() {}

  /**
   * Runs the load.
   *
   * @param arguments the run folder, the endpoints' file, the clock
   */
  public static void main(String[] arguments) {
    var folder = RunFolder.open(Path.of(arguments[0]));
    Endpoints endpoints = Endpoints.read(Path.of(arguments[1]));
    HostClock clock = HostClock.parse(arguments[2]);
    Scenario scenario = ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    OrderProfile profile = PipelineParts.orderProfile(scenario);
    var intake = new KafkaOrderIntake(PipelineParts.intake(scenario, endpoints.bootstrap("producer")));
    var journal = new Journal(folder, NAME);
    var orders =
        new ScheduledOrders(
            Schedule.of(scenario.load()).departures(scenario.seed()),
            new OrderSource(new OrderGenerator(profile)),
            intake,
            journal,
            clock);
    HiccupMeter hiccups = HiccupMeter.start();
    var parent = ParentLine.open(command -> obey(command, orders, hiccups));
    rehearse(new OrderSource(new OrderGenerator(profile)));
    intake.warmUp();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(intake, journal, hiccups, parent)));
    OrderSimulation.of(orders, () -> parent.tell("ready"));
    Gatling.main(
        new String[] {"-s", OrderSimulation.class.getName(), "-rf", folder.gatling().toString(), "-nr"});
  }

  private static void obey(String command, ScheduledOrders orders, HiccupMeter hiccups) {
    if (command.startsWith("go ")) {
      // what start-up cost is nobody's latency
      hiccups.sinceLastCall();
      orders.startAt(Long.parseLong(command.substring("go ".length())));
    } else if (command.equals("stop")) {
      orders.stop();
    }
  }

  private static void rehearse(OrderSource source) {
    for (int number = 0; number < REHEARSED; number++) {
      source.placed(number);
    }
  }

  private static void finish(
      KafkaOrderIntake intake, Journal journal, HiccupMeter hiccups, ParentLine parent) {
    intake.close(java.time.Duration.ZERO);
    journal.close();
    parent.tell(hiccups.sinceLastCall().message());
    parent.tell("done");
  }
}
