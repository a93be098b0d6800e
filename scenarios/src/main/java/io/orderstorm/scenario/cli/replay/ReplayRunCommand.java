package io.orderstorm.scenario.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.cli.InterruptiblePlay;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.run.Control;
import io.orderstorm.simulator.replay.run.DryRun;
import io.orderstorm.simulator.replay.run.Gate;
import io.orderstorm.simulator.replay.run.Outcome;
import io.orderstorm.simulator.replay.run.ProgressListener;
import io.orderstorm.simulator.replay.run.ReplayRun;
import io.orderstorm.simulator.replay.run.Status;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm replay run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Without --execute: does all but produce, and shows the difference that it would make."
            + " With it: carries an approved plan out, from its checkpoint on.",
    footer = {
      "",
      "Examples:",
      "  orderstorm replay run 20261127T180000Z-mondays-payments --bootstrap-servers kafka-1:9092",
      "  orderstorm replay run 20261127T180000Z-mondays-payments --bootstrap-servers kafka-1:9092"
          + " --execute"
    })
final class ReplayRunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PLAN", arity = "0..1", description = PlanChoice.DESCRIPTION)
  private @Nullable String plan;

  @ArgGroup private Mode mode = new Mode();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private DeskOptions options = new DeskOptions();

  @Mixin private StoreOptions store = new StoreOptions();

  @Spec private CommandSpec spec;

  /** One of them at most. */
  static final class Mode {

    @SuppressWarnings(
        "UnusedVariable") // it says what is so anyway, and refuses --execute beside it
    @Option(names = "--dry-run", description = "All but produce; so it is without --execute too.")
    private boolean dry;

    @Option(names = "--execute", description = "Copy. Needs an approval.")
    private boolean execute;
  }

  @Override
  public Integer call() {
    try (Desk desk = options.openCluster()) {
      SealedPlan sealed = PlanChoice.of(desk, plan);
      Gate gate = desk.gate(sealed);
      ExitCode code = mode.execute ? execute(desk, sealed, gate) : dryRun(desk, sealed, gate);
      spec.commandLine().getOut().flush();
      return code.status();
    }
  }

  private ExitCode dryRun(Desk desk, SealedPlan sealed, Gate gate) {
    DryRun.Difference difference = desk.look(sealed);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(CanonicalJson.pretty(difference));
      return ExitCode.PASSED;
    }
    out.printf(
        "dry run: %,d records (%,d bytes) would be appended in %s or more; %,d were copied"
            + " before%n",
        difference.records(),
        difference.bytes(),
        PlanText.text(difference.atCeiling()),
        difference.copiedBefore());
    difference.places().forEach((place, count) -> out.printf("  %-40s +%,d%n", place, count));
    difference
        .changed()
        .forEach(changed -> out.println("  " + changed + " does not hold what was planned"));
    out.println(
        gate.finalOutcome()
            .map(outcome -> "the plan is over: " + outcome.path("outcome").asText())
            .or(
                () ->
                    gate.approvedFor(Instant.now())
                        .map(
                            left ->
                                left.isNegative()
                                    ? "its approval is no longer valid"
                                    : "approved; --execute copies"))
            .orElse("not approved: orderstorm replay approve " + sealed.plan().id()));
    return ExitCode.PASSED;
  }

  private ExitCode execute(Desk desk, SealedPlan sealed, Gate gate) {
    Optional<JsonNode> before = gate.finalOutcome();
    if (before.isPresent() && before.get().path("outcome").asText().equals("succeeded")) {
      return nothingLeft(sealed, before.get());
    }
    return store.with(view -> execute(desk, sealed, desk.admit(sealed, listener(), view)));
  }

  private ExitCode execute(Desk desk, SealedPlan sealed, ReplayRun run) {
    if (new Control(desk.folder(), sealed.plan().id()).heard() == Control.Word.PAUSE) {
      spec.commandLine().getErr().println("is paused; orderstorm replay resume lets it go on");
    }
    Outcome outcome = InterruptiblePlay.of(run::run, run::interrupt);
    print(outcome);
    return code(outcome.kind());
  }

  /** The same plan again: its effects stay as they are. */
  private ExitCode nothingLeft(SealedPlan sealed, JsonNode outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(CanonicalJson.pretty(Map.of("plan", sealed.plan().id(), "before", outcome)));
    } else {
      out.printf(
          "%s succeeded before: %s records were copied, nothing is left to do%n",
          sealed.plan().id(), outcome.path("copied").asText());
    }
    return ExitCode.PASSED;
  }

  private void print(Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(CanonicalJson.pretty(outcome));
      return;
    }
    out.printf(
        "%s  %s: %,d of %,d records copied%s%n",
        outcome.kind(),
        outcome.plan(),
        outcome.copied(),
        outcome.records(),
        outcome.reason().isEmpty() ? "" : " (" + outcome.reason() + ")");
    Outcome.Parity parity = outcome.parity();
    if (parity != null) {
      out.printf(
          "parity    %,d expected, %,d copied once, %,d missing, %,d doubled, %,d differing, %,d"
              + " foreign%n",
          parity.expected(),
          parity.copiedOnce(),
          parity.missing(),
          parity.doubled(),
          parity.differing(),
          parity.foreign());
      parity.sourceChanged().forEach(one -> out.println("          " + one + " has changed"));
      parity.examples().forEach(one -> out.println("          " + one));
    }
    if (outcome.reception() != null) {
      print(outcome.reception());
    }
  }

  private void print(Outcome.Reception reception) {
    spec.commandLine()
        .getOut()
        .printf(
            "stage     %,d handled, %,d superseded by newer revisions%n",
            reception.handled(), reception.superseded());
  }

  private static ExitCode code(Outcome.Kind kind) {
    return switch (kind) {
      case SUCCEEDED -> ExitCode.PASSED;
      case PARTIALLY -> ExitCode.BREACHED;
      case CANCELLED -> ExitCode.ABORTED;
      case FAILED -> ExitCode.VOID;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
    };
  }

  /** A line that is written over, on a terminal only. */
  private ProgressListener listener() {
    if (!Boolean.getBoolean("orderstorm.terminal") || json) {
      return status -> {};
    }
    PrintWriter err = spec.commandLine().getErr();
    return status -> {
      err.print("\r" + text(status) + "\u001b[K");
      if (status.copied() == status.records()) {
        err.println();
      }
      err.flush();
    };
  }

  private static String text(Status status) {
    return String.format(
        Locale.ROOT,
        "%s  %,d of %,d (%.0f %%)  %.0f records/s%s",
        status.state(),
        status.copied(),
        status.records(),
        100.0 * status.copied() / Math.max(1, status.records()),
        status.recordsPerSecond(),
        status.remaining() == null ? "" : "  " + PlanText.text(status.remaining()) + " left");
  }
}
