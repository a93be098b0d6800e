package io.orderstorm.report.render;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.NotMeasured;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.report.render.JunitSuite.Kind;

/**
 * {@code junit.xml} of a study in Surefire's format: one test case for the target, and one for each
 * condition under which the sustainable rate was looked for. A target that is not carried is a
 * failure, one of which that can't be told an error; what was not measured is skipped.
 */
public final class CapacityJunit {

  private CapacityJunit() {}

  public static String render(CapacityPlan plan) {
    JunitSuite suite =
        new JunitSuite("capacity." + plan.context().scenario(), plan.probedSeconds())
            .property("outcome", plan.outcome().name())
            .property("seed", String.valueOf(plan.context().seed()))
            .property("command", plan.context().command());
    suite.add("", target(plan), plan.probedSeconds(), kind(plan.outcome()), plan.sentence());
    for (Searched searched : plan.study().searched()) {
      RateSearch.Result result = searched.result();
      boolean any = result.sustained() > 0;
      suite.add(
          "condition",
          searched.condition() + (any ? ": " + Words.rate(result.sustained()) : ""),
          0,
          any ? Kind.PASSED : Kind.SKIPPED,
          "no rate that was probed was sustained");
    }
    for (NotMeasured part : plan.notMeasured()) {
      suite.add("part", part.what(), 0, Kind.SKIPPED, part.why());
    }
    return suite.render();
  }

  private static String target(CapacityPlan plan) {
    Double target = plan.context().targetPerSecond();
    return target == null ? "no target was named" : "the target " + Words.rate(target);
  }

  private static Kind kind(CapacityPlan.Outcome outcome) {
    return switch (outcome) {
      case CARRIED, NO_TARGET -> Kind.PASSED;
      case NOT_CARRIED -> Kind.FAILURE;
      case UNDECIDED -> Kind.ERROR;
    };
  }
}
