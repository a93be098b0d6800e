package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.audit.AuditCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm replay audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Prints the audit log, or checks that no byte of it was altered.",
    footer = {
      "",
      "Examples:",
      "  orderstorm replay audit --verify",
      "  orderstorm replay audit --verify --bootstrap-servers kafka-1:9092   # against the topic"
          + " too"
    })
final class ReplayAuditCommand implements Callable<Integer> {

  @Option(
      names = "--verify",
      description =
          "Check every line; names the first that was altered, removed or moved. With"
              + " --bootstrap-servers against the audit topic too.")
  private boolean verify;

  @Mixin private DeskOptions options = new DeskOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path log = options.folder().audit();
    if (!verify) {
      print(log, out);
      return ExitCode.PASSED.status();
    }
    requireLog(log);
    AuditCheck check;
    try (Desk desk = options.open()) {
      check = desk.checkAudit();
    }
    out.println(
        check
            .problem()
            .map(problem -> log + ": " + problem)
            .orElse(log + ": all " + check.lines() + " lines are as they were written"));
    out.flush();
    return (check.isIntact() ? ExitCode.PASSED : ExitCode.BREACHED).status();
  }

  /** No log is no proof that nothing was altered. */
  private void requireLog(Path log) {
    if (!Files.exists(log)) {
      throw new ReplayRefusedException(
          log
              + ": there is no audit log"
              + (options.folder().planIds().isEmpty()
                  ? ""
                  : ", but there are plans: it was removed")
              + "; --folder says where it is");
    }
  }

  private static void print(Path log, PrintWriter out) {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      lines.forEach(out::println);
      out.flush();
    } catch (IOException e) {
      throw new ReplayFailedException("can't read " + log, e);
    }
  }
}
