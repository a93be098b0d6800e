package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.scenario.replay.OpenLetters;
import io.orderstorm.simulator.deadletter.LetterGroup;
import io.orderstorm.simulator.replay.CanonicalJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm dlq list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Groups what is open by topic, cause and owner. Exit status 1 if anything is older than"
            + " the triage SLA.",
    footer = {"", "Example: orderstorm dlq list --bootstrap-servers kafka-1:9092 --triage-sla 4h"})
final class DeadLetterListCommand implements Callable<Integer> {

  @Mixin private DeskOptions options = new DeskOptions();

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(
      names = "--triage-sla",
      paramLabel = "DURATION",
      defaultValue = "4h",
      converter = DurationReader.class,
      description = "How old a dead letter may be. Default: ${DEFAULT-VALUE}.")
  private Duration sla = Duration.ofHours(4);

  @Option(
      names = "--window",
      paramLabel = "DURATION",
      defaultValue = "10m",
      converter = DurationReader.class,
      description = "Over which growth is counted. Default: ${DEFAULT-VALUE}.")
  private Duration window = Duration.ofMinutes(10);

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = options.openCluster()) {
      OpenLetters found = letters.find(desk);
      List<LetterGroup> groups =
          LetterGroup.of(found.open(), found.triage(), Instant.now(), sla, window);
      if (json) {
        out.print(CanonicalJson.pretty(groups));
      } else {
        print(groups, out);
      }
      out.flush();
      boolean late = groups.stream().anyMatch(group -> group.late() > 0);
      return (late ? ExitCode.BREACHED : ExitCode.PASSED).status();
    }
  }

  private void print(List<LetterGroup> groups, PrintWriter out) {
    if (groups.isEmpty()) {
      out.println("no open dead letters");
      return;
    }
    for (LetterGroup group : groups) {
      out.printf(
          "%s  %s  owner %s: %,d open, oldest %s%s, %.1f/min over %s%s%s%n",
          group.topic(),
          group.cause(),
          group.owner(),
          group.count(),
          PlanText.text(group.oldestAge()),
          group.late() == 0
              ? ""
              : String.format(" (%,d beyond the SLA of %s)", group.late(), PlanText.text(sla)),
          group.perMinute(),
          PlanText.text(window),
          group.redriven() == 0 ? "" : String.format(", %,d redriven", group.redriven()),
          group.runbook().isEmpty() ? "" : ", " + group.runbook());
    }
  }
}
