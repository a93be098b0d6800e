package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm dlq discard}. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    description =
        "Gives open dead letters up: they stay in their topic, but are no longer open. The reason"
            + " goes to the audit log.",
    footer = {
      "",
      "Example: orderstorm dlq discard --bootstrap-servers kafka-1:9092 --filter"
          + " class=MalformedEvent --by anna --reason 'sent by a test, INC-4711'"
    })
final class DeadLetterDiscardCommand implements Callable<Integer> {

  @Mixin private DeskOptions options = new DeskOptions();

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who decides.")
  private String by = "";

  @Option(names = "--all", description = "All that are open, if there is no --filter.")
  private boolean all;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (reason.isBlank() || by.isBlank()) {
      throw new ReplayRefusedException("--reason and --by must not be empty");
    }
    if (letters.areNarrowed() == all) {
      throw new ReplayRefusedException("either --filter or --all says which are meant");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = options.openCluster()) {
      List<DeadLetter> open = letters.find(desk).open();
      if (open.isEmpty()) {
        throw new ReplayRefusedException("no open dead letter is meant; orderstorm dlq list");
      }
      desk.discard(open, by, reason);
      out.printf("%,d dead letters discarded by %s: %s%n", open.size(), by, reason);
      out.flush();
    }
    return ExitCode.PASSED.status();
  }
}
