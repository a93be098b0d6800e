package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.plan.Approval;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm replay approve}. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = "Records that somebody other than the owner approves a plan as it stands.",
    footer = {
      "",
      "Example: orderstorm replay approve 20261127T180000Z-mondays-payments --by anna --note"
          + " 'looked at the blast radius'"
    })
final class ReplayApproveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PLAN", arity = "0..1", description = PlanChoice.DESCRIPTION)
  private @Nullable String plan;

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who approves.")
  private String by = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What was considered.")
  private String note = "";

  @Mixin private DeskOptions options = new DeskOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = options.open()) {
      SealedPlan sealed = PlanChoice.of(desk, plan);
      Approval approval = desk.approve(sealed, by, note);
      out.printf(
          "%s approved by %s until %s%nsha256    %s%n",
          approval.plan(), approval.by(), approval.expiresAt(), approval.sha256());
      out.flush();
    }
    return ExitCode.PASSED.status();
  }
}
