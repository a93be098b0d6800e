package io.orderstorm.scenario.drill;

import io.orderstorm.report.render.JunitSuite;
import io.orderstorm.report.render.JunitSuite.Kind;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Verdict;

/**
 * {@code drill-junit.xml} in Surefire's format: a test case for each check, and one for the run
 * itself. What was missed is a failure, what can't be told an error.
 */
final class DrillJunit {

  private DrillJunit() {}

  static String render(DrillResult result) {
    var suite = new JunitSuite("drill." + result.drill(), result.seconds());
    for (ObjectiveResult check : result.checks()) {
      suite.add(
          "",
          check.name(),
          0,
          kind(check.verdict()),
          check.actual() + ", wanted " + check.target());
    }
    return suite
        .add(
            "",
            "verdict",
            result.seconds(),
            kind(result.verdict()),
            result.verdict() + " " + String.join("; ", result.reasons()))
        .render();
  }

  private static Kind kind(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> Kind.PASSED;
      case BREACHED -> Kind.FAILURE;
      case VOID, ABORTED -> Kind.ERROR;
    };
  }
}
