package io.orderstorm.scenario.gameday;

import io.orderstorm.report.render.JunitSuite;
import io.orderstorm.report.render.JunitSuite.Kind;
import io.orderstorm.scenario.runbook.Runbook;
import java.util.List;

/**
 * {@code runbook-junit.xml} in Surefire's format: a test case for each step that was come to, and
 * one for the verdict. The run's own {@code junit.xml} tells of the pipeline, not of the runbook.
 */
final class RunbookJunit {

  private RunbookJunit() {}

  static String render(Runbook runbook, List<StepResult> steps, RunbookVerdict verdict) {
    var suite = new JunitSuite("runbook." + runbook.name(), 0);
    for (StepResult step : steps) {
      suite.add("", step.title(), 0, step.held() ? Kind.PASSED : Kind.FAILURE, "see the verdict");
    }
    Kind kind =
        switch (verdict.outcome()) {
          case VERIFIED -> Kind.PASSED;
          case FAILED -> Kind.FAILURE;
          case VOID -> Kind.ERROR;
        };
    return suite
        .add("", "verdict", 0, kind, verdict.outcome() + " " + String.join("; ", verdict.reasons()))
        .render();
  }
}
