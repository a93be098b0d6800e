package io.orderstorm.scenario.drive;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.HiccupMeter;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.child.SelfReport;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.load.Departures;
import io.orderstorm.scenario.load.OfferedLoads;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.simulator.intake.KafkaOrderIntake;
import io.orderstorm.simulator.intake.OrderSource;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.time.HostClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a generator's process is made of, whoever ticks it. It tells {@code ready} when it could
 * send, starts on {@code go <run nanos>}, sends no order that is due from {@code end <run nanos>}
 * on, and stops at once on {@code stop}. One whose loads are {@linkplain #OFFERED offered} is told
 * them by {@code offer <nanos since go> <rate> <nanos>}, and ends after the last of them on {@code
 * finish}.
 */
final class Generator implements AutoCloseable {

  /** The name of the journal's files; later there may be several generators. */
  static final String NAME = "generator-1";

  /** The argument of a generator whose loads are told it one after another. */
  static final String OFFERED = "offered-loads";

  /** Enough orders for the compiler to have seen the whole path before the first one counts. */
  private static final int REHEARSED = 60_000;

  private final RunFolder folder;
  private final KafkaOrderIntake intake;
  private final Journal journal;
  private final ScheduledOrders orders;
  private final HiccupMeter hiccups = HiccupMeter.start();
  private final ParentLine parent;
  private volatile Optional<OfferedLoads> offered = Optional.empty();

  /**
   * Makes a generator that is ready to tick.
   *
   * @param arguments the run folder, the endpoints' file, the clock, and {@link #OFFERED} if its
   *     loads are not the scenario's
   */
  Generator(String[] arguments) {
    this.folder = RunFolder.open(Path.of(arguments[0]));
    Endpoints endpoints = Endpoints.read(Path.of(arguments[1]));
    Scenario scenario =
        ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    OrderProfile profile = PipelineParts.orderProfile(scenario);
    Departures departures = departures(arguments, scenario);
    this.intake =
        new KafkaOrderIntake(PipelineParts.intake(scenario, endpoints.cluster("producer")));
    this.journal = new Journal(folder, NAME);
    this.orders =
        new ScheduledOrders(
            departures,
            new OrderSource(new OrderGenerator(profile)),
            intake,
            journal,
            HostClock.parse(arguments[2]));
    this.parent = ParentLine.open(this::obey);
    SelfReport.to(parent::tell);
    rehearse(new OrderSource(new OrderGenerator(profile)));
    intake.warmUp();
  }

  private Departures departures(String[] arguments, Scenario scenario) {
    if (arguments.length > 3 && arguments[3].equals(OFFERED)) {
      var loads = new OfferedLoads(scenario.load().arrivals(), scenario.seed());
      offered = Optional.of(loads);
      return loads;
    }
    return Schedule.of(scenario.load()).departures(scenario.seed());
  }

  ScheduledOrders orders() {
    return orders;
  }

  RunFolder folder() {
    return folder;
  }

  void tellReady() {
    parent.tell("ready");
  }

  private void obey(String command) {
    if (command.startsWith("go ")) {
      // what start-up cost is nobody's latency
      hiccups.sinceLastCall();
      orders.startAt(Long.parseLong(command.substring("go ".length())));
    } else if (command.startsWith("offer ")) {
      String[] words = command.split(" ", -1);
      offered.ifPresent(
          loads ->
              loads.offer(
                  Long.parseLong(words[1]),
                  new Rate(Double.parseDouble(words[2])),
                  Duration.ofNanos(Long.parseLong(words[3]))));
    } else if (command.equals("finish")) {
      offered.ifPresent(OfferedLoads::finish);
    } else if (command.startsWith("end ")) {
      orders.endAt(Long.parseLong(command.substring("end ".length())));
    } else if (command.equals("stop")) {
      orders.stop();
    }
  }

  private static void rehearse(OrderSource source) {
    for (int number = 0; number < REHEARSED; number++) {
      source.placed(number);
    }
  }

  /** Gives up what has no outcome yet, completes the journal and tells {@code done}. */
  @Override
  public void close() {
    intake.close(Duration.ZERO);
    journal.close();
    parent.tell(hiccups.sinceLastCall().message());
    parent.tell("done");
    hiccups.close();
  }
}
