package io.orderstorm.scenario.cli;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The last lines of a run: the verdict, what it rests on, and where to read on. */
final class Summary {

  private final PrintStream out;
  private final Path path;

  Summary(PrintStream out, Path path) {
    this.out = out;
    this.path = path;
  }

  /** Prints the summary, and the JSON where it is wanted; returns the exit status. */
  int print(RunResult result, boolean json, PrintStream jsonOut, RunFolder folder) {
    print(result);
    if (json) {
      try {
        jsonOut.println(Files.readString(folder.resultJson()));
      } catch (IOException e) {
        throw new UncheckedIOException("can't read " + folder.resultJson(), e);
      }
    }
    return status(result.verdict()).status();
  }

  void print(RunResult result) {
    out.println();
    out.println(result.verdict() + "  " + result.run().title());
    result.reasons().forEach(reason -> out.println("  - " + reason));
    OrderCounts orders = result.orders();
    out.printf(
        "%norders    offered %,d = acknowledged %,d + rejected %,d + indeterminate %,d%n",
        orders.offered(), orders.acknowledged(), orders.rejected(), orders.indeterminate());
    out.printf(
        "          landed %,d = fulfilled %,d + compensated %,d + dead-lettered %,d + in flight %,d + lost %,d%n",
        orders.acknowledged() + orders.indeterminateLanded(),
        orders.fulfilled(),
        orders.compensated(),
        orders.deadLettered(),
        orders.inFlight(),
        orders.lost());
    result.latency().stream()
        .filter(stage -> stage.stage().equals("end-to-end") && stage.count() > 0)
        .forEach(this::printLatency);
    result.recovery().stream()
        .filter(row -> row.rtoTargetSeconds() != null)
        .forEach(this::printRecovery);
    for (ObjectiveResult objective : result.objectives()) {
      out.printf(
          "%-9s %s: %s, target %s%n",
          Boolean.FALSE.equals(objective.met()) ? "MISSED" : objective.word(),
          objective.name(),
          objective.actual(),
          objective.target());
    }
    out.println();
    out.println("report    " + path.resolve("report.html"));
  }

  private void printLatency(StageLatency latency) {
    out.printf(
        "latency   end to end p50 %,.0f ms, p99 %,.0f ms, max %,.0f ms%n",
        latency.p50Ms(), latency.p99Ms(), latency.maxMs());
  }

  private void printRecovery(Recovery row) {
    out.printf(
        "recovery  %s after %s: %s, RPO %d orders, %s%n",
        row.stage(), row.fault(), rto(row), row.rpoOrders(), row.verdict().spelling());
  }

  private static String rto(Recovery row) {
    if (row.rtoSeconds() != null) {
      return String.format("RTO %.2f s", row.rtoSeconds());
    }
    return row.rtoAtLeastSeconds() != null ? "not recovered" : "no RTO (" + row.note() + ")";
  }

  static ExitCode status(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> ExitCode.PASSED;
      case BREACHED -> ExitCode.BREACHED;
      case VOID -> ExitCode.VOID;
      case ABORTED -> ExitCode.ABORTED;
    };
  }
}
