package io.orderstorm.scenario.cli.replay;

import picocli.CommandLine.Command;

/** {@code orderstorm replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Governed replay of records on any cluster: plan, approve, run, audit.",
    footer = {
      "",
      "Exit status of run: 0 succeeded or dry run, 1 partially, 2 refused, 3 failed, 4 cancelled,"
          + " 130 interrupted.",
      "",
      "Examples:",
      "  orderstorm replay plan request.yaml --bootstrap-servers kafka-1:9092",
      "  orderstorm replay approve 20261127T180000Z-mondays-payments --by anna",
      "  orderstorm replay run 20261127T180000Z-mondays-payments --bootstrap-servers kafka-1:9092"
          + " --execute"
    },
    subcommands = {
      ReplayPlanCommand.class,
      ReplayApproveCommand.class,
      ReplayRunCommand.class,
      ReplayControlCommands.Pause.class,
      ReplayControlCommands.Resume.class,
      ReplayControlCommands.Cancel.class,
      ReplayStatusCommand.class,
      ReplayAuditCommand.class
    })
public final class ReplayCommand {}
