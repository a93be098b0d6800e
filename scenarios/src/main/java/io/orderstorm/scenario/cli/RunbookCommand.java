package io.orderstorm.scenario.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orderstorm runbook}. */
@Command(
    name = "runbook",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runbooks that are put to the test.",
    footer = {"", "Example: orderstorm runbook verify scenarios/runbooks/downstream-outage.md"},
    subcommands = {RunbookVerifyCommand.class, CommandLine.HelpCommand.class})
final class RunbookCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
