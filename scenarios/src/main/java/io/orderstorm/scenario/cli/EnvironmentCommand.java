package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.bench.MeasuredCeiling;
import io.orderstorm.scenario.capacity.SessionScenario;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.EnvironmentFile;
import io.orderstorm.scenario.load.Compilers;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.standing.StandingEnvironment;
import io.orderstorm.scenario.standing.StandingRecord;
import io.orderstorm.scenario.watch.Display;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm environment}: the reference pipeline alone, for exploring. */
@Command(
    name = "environment",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "The reference pipeline alone, for exploring with tools of your own.",
    footer = {"", "Example: orderstorm environment up --rate 20/s"},
    subcommands = {
      EnvironmentCommand.Up.class,
      EnvironmentCommand.Show.class,
      EnvironmentCommand.Down.class,
      CommandLine.HelpCommand.class
    })
final class EnvironmentCommand implements Callable<Integer> {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  /** {@code orderstorm environment up}. */
  @Command(
      name = "up",
      mixinStandardHelpOptions = true,
      description = {
        "Starts the brokers, the store, the services and the stages of a scenario, and holds them"
            + " until Ctrl-C or 'orderstorm environment down'.",
        "The scenario's own load and faults are left out. Everything that passes is recorded in the"
            + " run folder, as in a run."
      },
      footer = {
        "",
        "Examples:",
        "  orderstorm environment up",
        "  orderstorm environment up campaign-peak --rate 50/s"
      })
  static final class Up implements Callable<Integer> {

    private static final Rate ANY = new Rate(1);

    @Parameters(
        arity = "0..1",
        paramLabel = "SCENARIO",
        defaultValue = "smoke",
        description = "A name from the library or a path. Default: ${DEFAULT-VALUE}.")
    private String scenario = "smoke";

    @Option(
        names = "--rate",
        paramLabel = "RATE",
        converter = RateReader.class,
        description = "Orders that are offered meanwhile, for example 20/s. Default: none.")
    private @Nullable Rate rate;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "Override one value of the scenario by its path; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "The run folder. Default: runs/<UTC time>-environment.")
    private @Nullable Path out;

    @Override
    public Integer call() {
      ScenarioFile file = ScenarioFile.read(Library.resolve(scenario), overrides, Optional.empty());
      StandingRecord.standing()
          .ifPresent(
              other -> {
                throw new ScenarioException(
                    "an environment of "
                        + other.scenario()
                        + " stands already (process "
                        + other.pid()
                        + "); orderstorm environment down takes it down");
              });
      Path path = out == null ? Path.of("runs", STAMP.format(Instant.now()) + "-environment") : out;
      RunFolder folder = RunFolder.create(path);
      Scenario session = session(file, folder);
      new EnvironmentFile(
              path.getFileName().toString(),
              "live",
              "embedded",
              "orderstorm environment up " + scenario,
              MeasuredCeiling.of(Compilers.of(session.load())).read(),
              Optional.empty(),
              Optional.empty())
          .write(folder.environment(), session, Instant.now().toString());
      HarnessLog.to(folder.log("harness"));
      PrintStream screen = System.out;
      try (Display display = Display.on(screen, false)) {
        Rate offered = rate == null ? Rate.ZERO : rate;
        var environment = new StandingEnvironment(session, folder, offered, display);
        InterruptiblePlay.of(
            () -> {
              environment.hold(
                  new SessionScenario(file.scenario()).scaled(), record -> say(record, display));
              return path;
            },
            environment::interrupt);
        display.say("the environment is down");
      }
      return ExitCode.INTERRUPTED.status();
    }

    private static Scenario session(ScenarioFile file, RunFolder folder) {
      String text = new SessionScenario(file.scenario()).text(file.resolved(), ANY);
      try {
        Files.writeString(folder.scenario(), text);
      } catch (IOException e) {
        throw new HarnessException("can't write " + folder.scenario() + ": " + e.getMessage(), e);
      }
      return ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    }

    private static void say(StandingRecord record, Display display) {
      display.say("brokers   " + record.bootstrapServers());
      display.say("store     " + record.jdbcUrl() + " user " + record.user());
      record.services().forEach((name, url) -> display.say("service   " + name + " " + url));
      display.say("logs      " + Path.of(record.folder()).resolve("logs"));
      display.say("password  in " + StandingRecord.file());
      display.say("it stands until Ctrl-C or 'orderstorm environment down'");
    }
  }

  /** {@code orderstorm environment show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints where everything of the environment is, as JSON.",
      footer = {"", "Example: orderstorm environment show"})
  static final class Show implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(required()));
      out.flush();
      return ExitCode.PASSED.status();
    }
  }

  /** {@code orderstorm environment down}. */
  @Command(
      name = "down",
      mixinStandardHelpOptions = true,
      description = "Takes the environment down and waits until it is.",
      footer = {"", "Example: orderstorm environment down"})
  static final class Down implements Callable<Integer> {

    private static final long WITHIN_SECONDS = 60;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      StandingRecord record = required();
      ProcessHandle holder = record.holder().orElseThrow(EnvironmentCommand::none);
      holder.destroy(); // SIGTERM, which is answered as Ctrl-C is
      try {
        holder.onExit().get(WITHIN_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new HarnessException(
            "process "
                + record.pid()
                + " does not end; its log is "
                + Path.of(record.folder()).resolve("logs").resolve("harness.log"),
            e);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println("the environment of " + record.scenario() + " is down");
      out.flush();
      return ExitCode.PASSED.status();
    }
  }

  private static StandingRecord required() {
    return StandingRecord.standing().orElseThrow(EnvironmentCommand::none);
  }

  private static ScenarioException none() {
    return new ScenarioException("no environment stands; orderstorm environment up brings one up");
  }
}
