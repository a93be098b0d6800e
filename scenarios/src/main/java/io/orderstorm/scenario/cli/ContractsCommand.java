package io.orderstorm.scenario.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orderstorm contracts}. */
@Command(
    name = "contracts",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Data contracts between producers and consumers.",
    footer = {"", "Example: orderstorm contracts verify contracts"},
    subcommands = {ContractsVerifyCommand.class, CommandLine.HelpCommand.class})
final class ContractsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
