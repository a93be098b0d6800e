package io.orderstorm.scenario.cli;

import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.bench.MeasuredCeiling;
import io.orderstorm.scenario.cli.replay.DurationReader;
import io.orderstorm.scenario.drill.Drill;
import io.orderstorm.scenario.drill.DrillJudge;
import io.orderstorm.scenario.drill.DrillReports;
import io.orderstorm.scenario.drill.DrillResult;
import io.orderstorm.scenario.drill.Drills;
import io.orderstorm.scenario.drill.Form;
import io.orderstorm.scenario.drill.WholeTime;
import io.orderstorm.scenario.drive.GatlingReport;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.engine.LinkHost;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.Place;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.load.Compilers;
import io.orderstorm.scenario.watch.Display;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orderstorm drill}: an incident and its repair, under load, within a time limit. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Plays an incident and repairs it as a team would, on brokers and a store of our own, and"
          + " judges both.",
      "Without a name: shows the drills that ship."
    },
    footer = {
      "",
      "Examples:",
      "  orderstorm drill quarterly-replay",
      "  orderstorm drill quarterly-replay --short   # a smaller volume, for every build"
    })
final class DrillCommand implements Callable<Integer> {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A drill's name.")
  private @Nullable String name;

  @Option(names = "--short", description = "The same steps over a small volume.")
  private boolean isShort;

  @Option(names = "--seed", paramLabel = "N", description = "Override the scenario's seed.")
  private @Nullable Long seed;

  @Option(
      names = "--limit",
      paramLabel = "DURATION",
      converter = DurationReader.class,
      description =
          "How long all of it may take; beyond it the drill is ended, and VOID. Default: the"
              + " drill's.")
  private @Nullable Duration limit;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run folder; it must not exist or be empty. Default: runs/<UTC time>-<drill>.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print drill.json on standard output; all else goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    long began = System.nanoTime();
    PrintStream screen = json ? System.err : System.out;
    String wanted = name;
    if (wanted == null) {
      Drills.all().forEach(drill -> System.out.printf("%-18s %s%n", drill.name(), drill.title()));
      return ExitCode.PASSED.status();
    }
    Drill drill = Drills.named(wanted).orElseThrow(() -> unknown(wanted));
    Form form = isShort ? Form.SHORT : Form.FULL;
    ScenarioFile file =
        ScenarioFile.read(scenario(drill), drill.overrides(form), Optional.ofNullable(seed));
    String id = STAMP.format(Instant.now()) + "-" + drill.name();
    Path path = out == null ? Path.of("runs", id) : out;
    RunSpace.require(file.scenario(), path);
    RunFolder folder = RunFolder.create(path);
    describe(file, folder, id, drill);
    Duration most = limit == null ? drill.limit(form) : limit;
    HarnessLog.to(folder.log("harness"));
    if (isInterrupted(
        file, folder, drill, form, most.minusNanos(System.nanoTime() - began), screen)) {
      screen.println("interrupted; every fault is reverted and every process ended");
      return ExitCode.INTERRUPTED.status();
    }
    GatlingReport gatling = GatlingReport.begin(folder);
    try (gatling) {
      RunResult result = Judge.report(folder);
      WholeTime.write(folder, Duration.ofNanos(System.nanoTime() - began));
      return say(result, folder, screen);
    }
  }

  private static ScenarioException unknown(String name) {
    return new ScenarioException(
        "no drill '"
            + name
            + "'; there are "
            + Drills.all().stream().map(Drill::name).collect(Collectors.joining(", ")));
  }

  private static Path scenario(Drill drill) {
    return Library.folder().resolveSibling("drills").resolve(drill.name() + ".yaml");
  }

  /** Plays; whether a person ended it. What the time limit ended is judged all the same. */
  private boolean isInterrupted(
      ScenarioFile file,
      RunFolder folder,
      Drill drill,
      Form form,
      Duration left,
      PrintStream screen) {
    try (Display display = Display.on(screen, OnTerminal.is() && !json)) {
      display.say("drill " + drill.name() + ": " + drill.title());
      file.warnings().forEach(warning -> display.say("note: " + warning));
      display.say("run folder " + folder.root());
      var engine =
          new LiveEngine(
              file.scenario(),
              new Place.Own(),
              new LinkHost.Own(),
              folder,
              display,
              drill.operator(form));
      try (TimeLimit ending = TimeLimit.of(left, engine::interrupt)) {
        LiveEngine.Ending end = InterruptiblePlay.of(engine::play, engine::interrupt);
        display.say("analysing");
        return end == LiveEngine.Ending.INTERRUPTED && !ending.isOver();
      }
    }
  }

  private int say(RunResult result, RunFolder folder, PrintStream screen) {
    DrillResult drill = DrillJudge.judge(folder, result).orElseThrow();
    DrillReports.write(folder, drill);
    screen.println();
    DrillReports.lines(drill).forEach(screen::println);
    screen.println();
    screen.println("drill     " + folder.root().resolve("drill.md"));
    screen.println("report    " + folder.reportHtml());
    if (json) {
      System.out.print(DrillReports.json(drill));
    }
    return Summary.status(drill.verdict()).status();
  }

  private void describe(ScenarioFile file, RunFolder folder, String id, Drill drill) {
    Duration most = limit == null ? drill.limit(isShort ? Form.SHORT : Form.FULL) : limit;
    try {
      Files.writeString(folder.scenario(), file.resolved());
    } catch (IOException e) {
      throw new HarnessException("can't write the run folder " + folder + ": " + e.getMessage(), e);
    }
    try (EventLog events = EventLog.open(folder.events())) {
      events.append(
          new RunEvent(
              Clock.systemUTC().millis() * 1_000_000,
              RunEvent.DRILL,
              Map.of("name", drill.name(), "short", isShort, "limitSeconds", most.toSeconds())));
    }
    new EnvironmentFile(
            id,
            "live",
            "embedded",
            "orderstorm drill "
                + drill.name()
                + (isShort ? " --short" : "")
                + " --seed "
                + file.scenario().seed(),
            MeasuredCeiling.of(Compilers.of(file.scenario().load())).read(),
            Optional.empty(),
            Optional.empty())
        .write(folder.environment(), file.scenario(), Instant.now().toString());
  }
}
