package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.orderstorm.fault.dryrun.DryRun;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
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
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.load.Compilers;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Display;
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
      "  orderstorm run smoke --repeat 4 --with pipeline.producer.linger=50ms",
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
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Play it N times, one after another, each in a folder of its own below the run folder;"
              + " the exit status is the worst.")
  private int repeat = 1;

  @Option(
      names = "--with",
      paramLabel = "KEY=VALUE",
      description =
          "With --repeat: play as many runs with this override as without, taking turns, for"
              + " 'orderstorm compare'; may be repeated.")
  private List<String> treatment = new ArrayList<>();

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
  public Integer call() throws JsonProcessingException {
    requireSeries();
    ScenarioFile file = read(List.of());
    if (dryRun) {
      System.out.println(DryRun.of(file.scenario().plan()).text());
      return ExitCode.PASSED.status();
    }
    PrintStream screen = json ? System.err : System.out;
    if (repeat > 1 || !treatment.isEmpty()) {
      return series(file, screen);
    }
    String stamp = STAMP.format(Instant.now());
    Path path = out == null ? Path.of("runs", stamp + "-" + file.scenario().name()) : out;
    Optional<Played> played = play(file, List.of(), path, stamp, screen);
    if (played.isEmpty()) {
      return ExitCode.INTERRUPTED.status();
    }
    return new Summary(screen, path)
        .print(played.get().result(), json, System.out, played.get().folder());
  }

  private void requireSeries() {
    if (repeat < 1) {
      throw new ScenarioException("--repeat " + repeat + ": must be at least 1");
    }
    for (String override : treatment) {
      if (override.indexOf('=') < 1) {
        throw new ScenarioException(
            "--with " + override + ": a treatment is path=value, such as load.1.ramp.to=1200/s");
      }
    }
  }

  private ScenarioFile read(List<String> further) {
    var all = new ArrayList<String>(overrides);
    all.addAll(further);
    return ScenarioFile.read(Library.resolve(scenario), all, Optional.ofNullable(seed), reach());
  }

  private int series(ScenarioFile file, PrintStream screen) throws JsonProcessingException {
    read(treatment); // a treatment that can't be run is refused before anything starts
    Path folder =
        out == null
            ? Path.of(
                "runs", STAMP.format(Instant.now()) + "-" + file.scenario().name() + "-series")
            : out;
    var series = new RunSeries(repeat, treatment, folder, screen);
    ExitCode worst =
        series.play(
            (turn, path) ->
                play(
                        read(turn.overrides()),
                        turn.overrides(),
                        path,
                        STAMP.format(Instant.now()),
                        screen)
                    .map(played -> RunSeries.Ended.of(played.result())));
    if (json) {
      System.out.println(series.json());
    }
    return worst.status();
  }

  /** A run that was played to its end and judged. */
  private record Played(RunFolder folder, RunResult result) {}

  /** Plays and judges one run; empty if it was interrupted. */
  private Optional<Played> play(
      ScenarioFile file, List<String> further, Path path, String stamp, PrintStream screen) {
    Venue venue = venue(file.scenario(), stamp, screen);
    RunSpace.require(file.scenario(), path);
    RunFolder folder = RunFolder.create(path);
    describe(file, further, folder, stamp + "-" + file.scenario().name(), venue.visit());
    HarnessLog.to(folder.log("harness"));
    if (play(file, folder, venue, screen) == LiveEngine.Ending.INTERRUPTED) {
      screen.println("interrupted; every fault is reverted and every process ended");
      return Optional.empty();
    }
    GatlingReport gatling = GatlingReport.begin(folder);
    try (gatling) {
      return Optional.of(new Played(folder, Judge.report(folder)));
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
    try (Display display = Display.on(screen, OnTerminal.is() && !json)) {
      display.say(file.scenario().title());
      file.warnings().forEach(warning -> display.say("note: " + warning));
      display.say("run folder " + folder.root());
      LiveEngine.Ending ending =
          venue.play(
              at -> play(new LiveEngine(file.scenario(), at, venue.links(), folder, display)),
              display);
      display.say("analysing");
      return ending;
    }
  }

  private static LiveEngine.Ending play(LiveEngine engine) {
    return InterruptiblePlay.of(engine::play, engine::interrupt);
  }

  /** What repeats the run. */
  private String command(Scenario read, List<String> further) {
    var command = new StringBuilder("orderstorm run ").append(scenario);
    if (environment == Environment.external) {
      command.append(" --environment external").append(external.repeated());
    }
    if (environment == Environment.testcontainers) {
      command.append(" --environment testcontainers").append(containers.repeated());
    }
    command.append(linkOptions.repeated());
    for (List<String> set : List.of(overrides, further)) {
      set.forEach(override -> command.append(" --set '").append(override).append('\''));
    }
    return command.append(" --seed ").append(read.seed()).toString();
  }

  private static EnvironmentFile.Cluster cluster(Visit visit) {
    return new EnvironmentFile.Cluster(
        visit.cluster().id(), visit.place().names().prefix(), visit.cluster().brokers().size());
  }

  private void describe(
      ScenarioFile file, List<String> further, RunFolder folder, String id, Optional<Visit> visit) {
    RunDescription.write(file, folder);
    new EnvironmentFile(
            id,
            engine.name(),
            environment.name(),
            command(file.scenario(), further),
            visit.isPresent()
                ? Optional.empty()
                : MeasuredCeiling.of(Compilers.of(file.scenario().load())).read(),
            visit.map(RunCommand::cluster),
            linkOptions.version())
        .write(folder.environment(), file.scenario(), Instant.now().toString());
  }
}
