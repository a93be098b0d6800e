package io.orderstorm.report.render;

import io.orderstorm.report.render.JunitSuite.Kind;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Validity;
import io.orderstorm.report.result.Verdict;

/**
 * {@code junit.xml} in Surefire's format: one test case per objective, one per recovery policy, and
 * one for validity. A missed promise is a failure; what can't be judged is an error.
 */
public final class JunitXml {

  private JunitXml() {}

  public static String render(RunResult result) {
    JunitSuite suite = new JunitSuite(result.run().scenario(), result.durationSeconds());
    suite
        .property("verdict", result.verdict().name())
        .property("run", result.run().id())
        .property("seed", String.valueOf(result.run().seed()))
        .property("engine", result.run().engine());
    validity(suite, result);
    for (ObjectiveResult objective : result.objectives()) {
      suite.add(
          "objective",
          objective.name(),
          0,
          objective.applicable() ? kind(objective.verdict()) : Kind.SKIPPED,
          objective.actual() + ", target " + objective.target());
    }
    for (Recovery row : result.recovery()) {
      if (row.verdict() != Recovery.Policy.NOT_APPLICABLE) {
        policy(suite, row);
      }
    }
    return suite.render();
  }

  private static void validity(JunitSuite suite, RunResult result) {
    Validity validity = result.validity();
    StringBuilder message = new StringBuilder();
    validity
        .reasons()
        .forEach(
            r ->
                message
                    .append(r.name())
                    .append(": ")
                    .append(r.figure())
                    .append(" (limit: ")
                    .append(r.limit())
                    .append("). ")
                    .append(r.remedy())
                    .append('\n'));
    boolean aborted = result.verdict() == Verdict.ABORTED;
    if (aborted) {
      message.append(result.reasons().get(0));
    }
    Kind kind = validity.valid() && !aborted ? Kind.PASSED : Kind.ERROR;
    suite.add(
        "validity", "the run can be judged", result.durationSeconds(), kind, message.toString());
  }

  private static void policy(JunitSuite suite, Recovery row) {
    Kind kind =
        switch (row.verdict()) {
          case MET -> Kind.PASSED;
          case BREACHED -> Kind.FAILURE;
          case VOID -> Kind.ERROR;
          case MISSING, NOT_APPLICABLE -> Kind.SKIPPED;
        };
    String message =
        row.verdict().spelling()
            + ": RTO "
            + Words.rto(row)
            + ", target "
            + Words.seconds(row.rtoTargetSeconds())
            + "; lost "
            + row.rpoOrders()
            + " orders"
            + (row.note().isEmpty() ? "" : "; " + row.note());
    suite.add("recovery", row.stage() + " after " + row.fault(), 0, kind, message);
  }

  private static Kind kind(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> Kind.PASSED;
      case BREACHED -> Kind.FAILURE;
      case VOID, ABORTED -> Kind.ERROR;
    };
  }
}
