package io.orderstorm.scenario.judge;

import io.orderstorm.report.expectation.CanaryPlan;
import io.orderstorm.report.expectation.ExpectedCanary;
import io.orderstorm.scenario.model.Canary;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.Scenario;
import java.util.Optional;

/** A scenario's candidate in the analysis's own words. */
public final class CanaryPlans {

  private CanaryPlans() {}

  /** How it is brought in, and what decides on it. */
  public static CanaryPlan of(Canary canary) {
    Canary.Rules rules = canary.rules();
    return new CanaryPlan(
        canary.stage(),
        CanaryPlan.Mode.valueOf(canary.mode().name()),
        canary.candidate().text(),
        canary.start(),
        canary.steps(),
        canary.hold(),
        new CanaryPlan.Rules(
            rules.atLeast(),
            rules.errors().orElse(null),
            rules.outcomes().orElse(null),
            rules.latency().orElse(null)));
  }

  static Optional<ExpectedCanary> expected(Scenario scenario) {
    return scenario
        .canary()
        .map(
            canary ->
                new ExpectedCanary(
                    of(canary),
                    scenario.objectives().canary().map(CanaryPlans::goal).orElse(null)));
  }

  private static ExpectedCanary.Goal goal(Objectives.CanaryGoal goal) {
    return new ExpectedCanary.Goal(goal.promoted(), goal.before());
  }
}
