package io.orderstorm.scenario.cli;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.bench.MeasuredCeiling;
import io.orderstorm.scenario.drive.GatlingReport;
import io.orderstorm.scenario.engine.LinkHost;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.Operator;
import io.orderstorm.scenario.engine.Place;
import io.orderstorm.scenario.file.RunbookFile;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.gameday.CarelessReplay;
import io.orderstorm.scenario.gameday.GameDay;
import io.orderstorm.scenario.gameday.Hands;
import io.orderstorm.scenario.gameday.MachineHands;
import io.orderstorm.scenario.gameday.PersonHands;
import io.orderstorm.scenario.gameday.RunbookVerdict;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.load.Compilers;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.scenario.runbook.Runbook;
import io.orderstorm.scenario.watch.Display;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orderstorm runbook verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Provokes a runbook's incident in the reference pipeline under load, waits for its alert,"
            + " does its steps, and holds what it states against what was measured.",
    footer = {
      "",
      "Exit status: 0 all verified, 1 a step or a stated time did not hold, 2 not a runbook, 3 the"
          + " run can't be judged.",
      "",
      "Example: orderstorm runbook verify scenarios/runbooks/downstream-outage.md --pace 10s"
    })
final class RunbookVerifyCommand implements Callable<Integer> {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Runbooks.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--pace",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = SpanReader.class,
      description = "What a person takes to read a step, for example 10s. Default: 5s.")
  private Duration pace = Duration.ofSeconds(5);

  @Option(
      names = "--manual",
      description = "A person does the steps, is asked for each, and is timed (GameDay).")
  private boolean manual;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override one value of the provoking scenario, after the runbook's own.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, for one FILE. Default: runs/<UTC time>-runbook-<name>.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print each runbook.json on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    if (out != null && files.size() > 1) {
      throw new ScenarioException(
          "--out takes the run folder of one runbook, but there are " + files.size());
    }
    // all are read before the first is played
    var runs = new LinkedHashMap<Runbook, ScenarioFile>();
    for (Path file : files) {
      Runbook runbook = RunbookFile.read(file);
      runs.put(runbook, scenario(runbook));
    }
    RunbookVerdict.Outcome worst = RunbookVerdict.Outcome.VERIFIED;
    for (Map.Entry<Runbook, ScenarioFile> run : runs.entrySet()) {
      RunbookVerdict.Outcome outcome = verify(run.getKey(), run.getValue());
      worst = outcome.compareTo(worst) > 0 ? outcome : worst;
    }
    return switch (worst) {
      case VERIFIED -> ExitCode.PASSED.status();
      case FAILED -> ExitCode.BREACHED.status();
      case VOID -> ExitCode.VOID.status();
    };
  }

  private ScenarioFile scenario(Runbook runbook) {
    var all = new ArrayList<>(runbook.overrides());
    all.addAll(overrides);
    ScenarioFile file =
        ScenarioFile.read(Library.resolve(runbook.scenario()), all, Optional.empty());
    RunbookNames.require(runbook, file.scenario());
    return file;
  }

  private RunbookVerdict.Outcome verify(Runbook runbook, ScenarioFile file) {
    PrintStream screen = json ? System.err : System.out;
    String id = STAMP.format(Instant.now()) + "-runbook-" + runbook.name();
    Path path = out == null ? Path.of("runs", id) : out;
    RunSpace.require(file.scenario(), path);
    RunFolder folder = RunFolder.create(path);
    describe(runbook, file, folder, id);
    HarnessLog.to(folder.log("harness"));
    RunbookVerdict verdict;
    try (var launcher = OwnLauncher.create();
        Display display = Display.on(screen, false)) {
      display.say(runbook.title() + ", run folder " + path);
      var engine =
          new LiveEngine(
              file.scenario(),
              new Place.Own(),
              new LinkHost.Own(),
              folder,
              display,
              runbook.provoked() instanceof Incident.OfReplay replay
                  ? new CarelessReplay(replay)
                  : Operator.NOBODY);
      verdict =
          new GameDay(
                  runbook,
                  overrides,
                  folder,
                  engine,
                  () -> InterruptiblePlay.of(engine::play, engine::interrupt),
                  display::say)
              .play(
                  surroundings -> hands(surroundings, launcher, folder, screen),
                  manual,
                  RunbookVerifyCommand::judge);
    }
    print(runbook, verdict, screen, path);
    return verdict.outcome();
  }

  private static io.orderstorm.report.result.RunResult judge(RunFolder folder) {
    GatlingReport gatling = GatlingReport.begin(folder);
    try (gatling) {
      return Judge.report(folder);
    }
  }

  private Hands hands(
      Map<String, String> surroundings,
      OwnLauncher launcher,
      RunFolder folder,
      PrintStream screen) {
    var all = new LinkedHashMap<>(surroundings);
    all.put("PATH", launcher.folder() + File.pathSeparator + System.getenv("PATH"));
    return manual
        ? new PersonHands(
            screen,
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            surroundings)
        : new MachineHands(pace, all, folder.root().toAbsolutePath());
  }

  private void describe(Runbook runbook, ScenarioFile file, RunFolder folder, String id) {
    RunDescription.write(file, folder);
    new EnvironmentFile(
            id,
            "live",
            "embedded",
            command(runbook),
            MeasuredCeiling.of(Compilers.of(file.scenario().load())).read(),
            Optional.empty(),
            Optional.empty())
        .write(folder.environment(), file.scenario(), Instant.now().toString());
  }

  private String command(Runbook runbook) {
    var command = new StringBuilder("orderstorm runbook verify ").append(runbook.file());
    overrides.forEach(override -> command.append(" --set '").append(override).append('\''));
    return command.toString();
  }

  private void print(Runbook runbook, RunbookVerdict verdict, PrintStream screen, Path path) {
    screen.println();
    screen.println(verdict.outcome() + "  " + runbook.title());
    verdict.reasons().forEach(reason -> screen.println("  - " + reason));
    if (verdict.isMeasured()) {
      line(screen, "detected", verdict.detectSeconds(), runbook.stated().detect());
      line(screen, "mitigated", verdict.mitigateSeconds(), runbook.stated().mitigate());
      line(screen, "recovered", verdict.recoverSeconds(), runbook.stated().recover());
    }
    screen.println("record    " + path.resolve("runbook.json"));
    if (json) {
      try {
        System.out.print(Files.readString(path.resolve("runbook.json")));
      } catch (IOException e) {
        throw new UncheckedIOException("can't read runbook.json", e);
      }
    }
  }

  private static void line(
      PrintStream screen, String what, @Nullable Double seconds, Duration stated) {
    screen.printf(
        Locale.ROOT,
        "%-9s %s, stated %.1f s%n",
        what,
        seconds == null ? "never" : String.format(Locale.ROOT, "after %.1f s", seconds),
        stated.toMillis() / 1_000.0);
  }
}
