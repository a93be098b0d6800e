package io.orderstorm.scenario.judge;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Percentile;
import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.expectation.ValidityLimits;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Limits;
import io.orderstorm.scenario.model.Safeguards;
import io.orderstorm.scenario.model.Scenario;

/** A scenario in the analysis's own words. */
final class Promises {

  private static final Fault.Cases<ExpectedFault> EXPECTED =
      new Fault.Cases<>() {
        @Override
        public ExpectedFault link(LinkFault fault) {
          return new ExpectedFault(
              fault.name(), ExpectedFault.Kind.LINK, fault.on().text(), fault.describe());
        }

        @Override
        public ExpectedFault process(ProcessFault fault) {
          return new ExpectedFault(
              fault.name(), ExpectedFault.Kind.PROCESS, fault.target().text(), fault.describe());
        }

        @Override
        public ExpectedFault message(MessageFault fault) {
          return new ExpectedFault(
              fault.name(),
              fault.crashes() ? ExpectedFault.Kind.KILLING_MESSAGE : ExpectedFault.Kind.MESSAGE,
              fault.topic(),
              fault.describe());
        }

        @Override
        public ExpectedFault downstream(DownstreamFault fault) {
          return new ExpectedFault(
              fault.name(), ExpectedFault.Kind.DOWNSTREAM, fault.service(), fault.describe());
        }
      };

  private Promises() {}

  /** What a run of the scenario is judged by. */
  static Expectations of(Scenario scenario, EnvironmentFile environment) {
    Objectives objectives = objectives(scenario.objectives(), scenario.safeguards());
    var expectations =
        new Expectations(
            new RunIdentity(
                environment.runId(),
                scenario.name(),
                scenario.title(),
                scenario.question(),
                scenario.owner(),
                environment.engine(),
                environment.environment(),
                scenario.seed(),
                environment.command()),
            Topology.reference(),
            load(scenario),
            scenario.quiet(),
            objectives,
            scenario.faults().stream().map(fault -> fault.match(EXPECTED)).toList(),
            limits(scenario.limits(), ValidityLimits.forObjectives(objectives)),
            environment.ceiling().orElse(null));
    return CanaryPlans.expected(scenario).map(expectations::with).orElse(expectations);
  }

  private static ValidityLimits limits(Limits own, ValidityLimits usual) {
    return new ValidityLimits(
        own.slip().orElse(usual.slip()),
        own.shortfall().orElse(usual.shortfall()),
        own.settle().orElse(usual.settle()));
  }

  private static LoadShape load(Scenario scenario) {
    return new LoadShape(
        Schedule.of(scenario.load()).outline().stream()
            .map(point -> new LoadShape.Point(point.at(), point.rate().perSecond()))
            .toList(),
        scenario.load().warmup());
  }

  private static Objectives objectives(
      io.orderstorm.scenario.model.Objectives objectives, Safeguards safeguards) {
    return new Objectives(
        objectives.recovery().entrySet().stream()
            .map(
                entry ->
                    new Objectives.Recovery(
                        entry.getKey(), entry.getValue().rto(), entry.getValue().rpoOrders()))
            .toList(),
        objectives.latency().stream()
            .map(
                latency ->
                    new Objectives.Latency(
                        latency.stage(),
                        new Percentile(latency.percentile()),
                        latency.below(),
                        latency.outsideFaults()))
            .toList(),
        objectives.lag().entrySet().stream()
            .map(
                entry ->
                    new Objectives.Lag(
                        entry.getKey(),
                        entry.getValue().below(),
                        entry.getValue().recoversWithin()))
            .toList(),
        objectives.strictCorrectness(),
        objectives.exactDeadLetters(),
        null,
        safeguards
            .steadyState()
            .map(steady -> new Objectives.SteadyState(steady.lagBelow(), steady.holding()))
            .orElse(null),
        objectives.scaling().entrySet().stream()
            .map(
                entry ->
                    new Objectives.Scaling(
                        entry.getKey(),
                        entry.getValue().reaction().orElse(null),
                        entry.getValue().overshoot().orElse(null),
                        entry.getValue().oscillations().orElse(null)))
            .toList(),
        alerting(objectives.alerting()));
  }

  private static Objectives.Alerting alerting(
      io.orderstorm.scenario.model.Objectives.Alerting alerting) {
    return new Objectives.Alerting(
        alerting.expected().stream()
            .map(
                alert ->
                    new Objectives.ExpectedAlert(
                        alert.name(),
                        alert.fault(),
                        alert.within(),
                        alert.clearsWithin().orElse(null)))
            .toList(),
        alerting.falseAlarms().orElse(null));
  }
}
