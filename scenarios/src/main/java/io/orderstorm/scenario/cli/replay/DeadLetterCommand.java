package io.orderstorm.scenario.cli.replay;

import picocli.CommandLine.Command;

/** {@code orderstorm dlq}. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Dead-letter triage on any cluster: list, show, redrive, discard.",
    footer = {
      "",
      "Examples:",
      "  orderstorm dlq list --bootstrap-servers kafka-1:9092 --triage-sla 4h",
      "  orderstorm dlq redrive --bootstrap-servers kafka-1:9092 --owner payments-team"
          + " --filter class=ServiceUnavailable --to origin"
    },
    subcommands = {
      DeadLetterListCommand.class,
      DeadLetterShowCommand.class,
      DeadLetterRedriveCommand.class,
      DeadLetterDiscardCommand.class
    })
public final class DeadLetterCommand {}
