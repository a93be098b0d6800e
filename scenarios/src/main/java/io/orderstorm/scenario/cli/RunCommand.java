package io.orderstorm.scenario.cli;

import io.orderstorm.fault.dryrun.DryRun;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.bench.MeasuredCeiling;
import io.orderstorm.scenario.containers.ContainerGround;
import io.orderstorm.scenario.drive.GatlingReport;
import io.orderstorm.scenario.engine.LinkHost;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.Place;
import io.orderstorm.scenario.external.Belongings;
import io.orderstorm.scenario.external.ReachInContainers;
import io.orderstorm.scenario.external.ReachOverToxiproxy;
import io.orderstorm.scenario.external.ReachWithoutBrokers;
import io.orderstorm.scenario.external.RefusedPlaceException;
import io.orderstorm.scenario.file.Reach;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Display;
import io.orderstorm.simulator.process.Compilation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orderstorm run}: one run, one verdict. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Plays a scenario and judges it.",
    footer = {
      "",
      "Examples:",
      "  orderstorm run campaign-peak",
      "  orderstorm run campaign-peak --set pipeline.producer.acks=1 --seed 7",
      "  orderstorm run campaign-peak --dry-run",
      "  orderstorm run smoke --environment external --bootstrap-servers kafka-1:9092",
      "  orderstorm run smoke --environment testcontainers",
      "  orderstorm run smoke --toxiproxy-url http://127.0.0.1:8474",
      "  orderstorm run ./my-peak.yaml --out runs/before-launch"
    })
final class RunCommand implements Callable<Integer> {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Parameters(paramLabel = "SCENARIO", description = "A name from the library, or a path.")
  private String scenario = "";

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "live",
      description = "How it is played: ${COMPLETION-CANDIDATES}.")
  private Engine engine = Engine.live;

  @Option(
      names = "--environment",
      paramLabel = "ENVIRONMENT",
      defaultValue = "embedded",
      description = "Where it is played: ${COMPLETION-CANDIDATES}.")
  private Environment environment = Environment.embedded;

  @Mixin private ExternalOptions external = new ExternalOptions();

  @Mixin private ContainerOptions containers = new ContainerOptions();

  @Mixin private LinkOptions linkOptions = new LinkOptions();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Override one value by its path, for example load.1.ramp.to=1200/s; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Override the scenario's seed.")
  private @Nullable Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run folder; it must not exist or be empty. Default: runs/<UTC time>-<scenario>.")
  private @Nullable Path out;

  @Option(
      names = "--dry-run",
      description = "Print the timeline of the faults and what they touch; start nothing.")
  private boolean dryRun;

  @Option(
      names = "--json",
      description = "Print result.json on standard output; everything else goes to standard error.")
  private boolean json;

  /** How a scenario can be played. */
  enum Engine {
    live
  }

  /** Where a scenario can be played. */
  enum Environment {
    /** Brokers and database are processes of the run. */
    embedded,
    /** Brokers, database and links are containers of the run. */
    testcontainers,
    /** The brokers are the user's, and perhaps the database. */
    external
  }

  @Override
  public Integer call() {
    ScenarioFile file =
        ScenarioFile.read(Library.resolve(scenario), overrides, Optional.ofNullable(seed), reach());
    if (dryRun) {
      System.out.println(DryRun.of(file.scenario().plan()).text());
      return ExitCode.PASSED.status();
    }
    PrintStream screen = json ? System.err : System.out;
    String stamp = STAMP.format(Instant.now());
    Venue venue = venue(file.scenario(), stamp, screen);
    String id = stamp + "-" + file.scenario().name();
    Path path = out == null ? Path.of("runs", id) : out;
    RunSpace.require(file.scenario(), path);
    RunFolder folder = RunFolder.create(path);
    describe(file, folder, id, venue.visit());
    HarnessLog.to(folder.log("harness"));
    if (play(file, folder, venue, screen) == LiveEngine.Ending.INTERRUPTED) {
      screen.println("interrupted; every fault is reverted and every process ended");
      return ExitCode.INTERRUPTED.status();
    }
    GatlingReport gatling = GatlingReport.begin(folder);
    try (gatling) {
      return new Summary(screen, path).print(Judge.report(folder), json, System.out, folder);
    }
  }

  private Reach reach() {
    return switch (environment) {
      case embedded -> reachOfLinks(Reach.everything());
      case external -> reachOfLinks(new ReachWithoutBrokers());
      case testcontainers ->
          new ReachOverToxiproxy(new ReachInContainers(), "Toxiproxy in a container", () -> false);
    };
  }

  private Reach reachOfLinks(Reach place) {
    return dryRun ? place : linkOptions.reach(place, external::allowed);
  }

  /** Asks whether the run can be played where the user wants it; nothing is started. */
  private Venue venue(Scenario read, String stamp, PrintStream screen) {
    if (environment != Environment.external) {
      external.requireUnused(linkOptions.isElsewhere());
    }
    return environment == Environment.testcontainers
        ? inContainers(read)
        : elsewhere(read, stamp, screen);
  }

  private Venue inContainers(Scenario read) {
    if (linkOptions.isElsewhere()) {
      throw new RefusedPlaceException(
          "--toxiproxy-url does not go with --environment testcontainers, which has a Toxiproxy in"
              + " a container of its own");
    }
    ContainerGround ground = containers.ground(read);
    return new Venue(
        Optional.empty(), new Place.Containers(ground), new LinkHost.Container(ground));
  }

  private Venue elsewhere(Scenario read, String stamp, PrintStream screen) {
    containers.requireUnused();
    LinkHost links = linkOptions.visit(external::allowed, ExternalOptions.usualPrefix(stamp));
    return new Venue(visit(read, stamp, screen), new Place.Own(), links);
  }

  /** What earlier runs left elsewhere goes first: it may stand in this one's way. */
  private Optional<Visit> visit(Scenario read, String stamp, PrintStream screen) {
    if (environment == Environment.embedded) {
      return Optional.empty();
    }
    Belongings.sweep().forEach(screen::println);
    return Optional.of(external.visit(read, stamp));
  }

  private LiveEngine.Ending play(
      ScenarioFile file, RunFolder folder, Venue venue, PrintStream screen) {
    try (Display display = Display.on(screen, onTerminal() && !json)) {
      display.say(file.scenario().title());
      file.warnings().forEach(warning -> display.say("note: " + warning));
      display.say("run folder " + folder.root());
      LiveEngine.Ending ending =
          venue.play(
              at ->
                  OrderlyEnd.play(
                      new LiveEngine(file.scenario(), at, venue.links(), folder, display)),
              display);
      display.say("analysing");
      return ending;
    }
  }

  /** What repeats the run. */
  private String command(Scenario read) {
    var command = new StringBuilder("orderstorm run ").append(scenario);
    if (environment == Environment.external) {
      command.append(" --environment external").append(external.repeated());
    }
    if (environment == Environment.testcontainers) {
      command.append(" --environment testcontainers").append(containers.repeated());
    }
    command.append(linkOptions.repeated());
    overrides.forEach(override -> command.append(" --set '").append(override).append('\''));
    return command.append(" --seed ").append(read.seed()).toString();
  }

  private static EnvironmentFile.Cluster cluster(Visit visit) {
    return new EnvironmentFile.Cluster(
        visit.cluster().id(), visit.place().names().prefix(), visit.cluster().brokers().size());
  }

  /** The launcher looks; {@code System.console()} says something else since Java 22. */
  private static boolean onTerminal() {
    return Boolean.getBoolean("orderstorm.terminal");
  }

  private void describe(ScenarioFile file, RunFolder folder, String id, Optional<Visit> visit) {
    RunDescription.write(file, folder);
    new EnvironmentFile(
            id,
            engine.name(),
            environment.name(),
            command(file.scenario()),
            visit.isPresent()
                ? Optional.empty()
                : MeasuredCeiling.of(Compilation.forLoadOf(file.scenario().load().lasting()))
                    .read(),
            visit.map(RunCommand::cluster),
            linkOptions.version())
        .write(folder.environment(), file.scenario(), Instant.now().toString());
  }
}
