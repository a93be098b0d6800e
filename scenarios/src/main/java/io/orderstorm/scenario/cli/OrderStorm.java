package io.orderstorm.scenario.cli;

import io.orderstorm.report.folder.FolderInUseException;
import io.orderstorm.report.folder.UnreadableRecordsException;
import io.orderstorm.scenario.cli.replay.DeadLetterCommand;
import io.orderstorm.scenario.cli.replay.ReplayCommand;
import io.orderstorm.scenario.containers.MissingEngineException;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.external.RefusedPlaceException;
import io.orderstorm.scenario.external.UnreachablePlaceException;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code orderstorm}. */
@Command(
    name = "orderstorm",
    mixinStandardHelpOptions = true,
    versionProvider = OrderStorm.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Load tests and chaos for event-driven order pipelines on Apache Kafka.",
    footer = {
      "",
      "Exit status: 0 passed, 1 breached, 2 invalid input, 3 void or harness failure, 4 aborted,"
          + " 130 interrupted.",
      "",
      "Example: orderstorm run campaign-peak"
    },
    subcommands = {
      RunCommand.class,
      ListCommand.class,
      ValidateCommand.class,
      ReportCommand.class,
      VerifyCommand.class,
      CapacityCommand.class,
      CompareCommand.class,
      TrendCommand.class,
      DrillCommand.class,
      ReadinessCommand.class,
      AlertsCommand.class,
      ReplayCommand.class,
      DeadLetterCommand.class,
      ContractsCommand.class,
      RunbookCommand.class,
      PipelineCommand.class,
      EnvironmentCommand.class,
      ToxiproxyCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    })
public final class OrderStorm {

  /** Runs a command and ends the process with its status. */
  public static void main(String[] arguments) {
    int status = commandLine().execute(arguments);
    if (!isEnding()) {
      System.exit(status);
    }
  }

  /**
   * After Ctrl-C the JVM ends once this thread has put everything right and is over. To ask for the
   * exit then would be to wait for oneself.
   */
  private static boolean isEnding() {
    var probe = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new OrderStorm())
        .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** One line for what a user can mend, a trace only for what is our own fault. */
  private static int explain(Exception failure, CommandLine command) {
    if (failure instanceof ScenarioException
        || failure instanceof RefusedPlaceException
        || failure instanceof ReplayRefusedException
        || failure instanceof FolderInUseException
        || failure instanceof UnreadableRecordsException) {
      command.getErr().println(failure.getMessage());
      return ExitCode.INVALID.status();
    }
    if (failure instanceof HarnessException
        || failure instanceof UnreachablePlaceException
        || failure instanceof ReplayFailedException
        || failure instanceof MissingEngineException) {
      command.getErr().println("orderstorm: " + failure.getMessage());
      return ExitCode.VOID.status();
    }
    command.getErr().println("orderstorm: this should not have happened; please report it:");
    failure.printStackTrace(command.getErr());
    return ExitCode.VOID.status();
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = OrderStorm.class.getPackage().getImplementationVersion();
      return new String[] {"OrderStorm " + (version == null ? "development" : version)};
    }
  }
}
