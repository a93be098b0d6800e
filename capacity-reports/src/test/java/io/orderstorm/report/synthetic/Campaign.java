package io.orderstorm.report.synthetic;

import io.orderstorm.report.expectation.Ceiling;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Percentile;
import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.expectation.ValidityLimits;
import java.time.Duration;
import java.util.List;

/**
 * A campaign peak as the library has it, with its expectations, and plain runs at a constant rate.
 */
public final class Campaign {

  private Campaign() {}

  public static LoadShape peak() {
    return new LoadShape(
        List.of(
            at(0, 200),
            at(20, 200),
            at(30, 800),
            at(30, 1500),
            at(35, 1500),
            at(35, 800),
            at(50, 200),
            at(95, 200)),
        Duration.ofSeconds(10));
  }

  private static LoadShape.Point at(long second, double rate) {
    return new LoadShape.Point(Duration.ofSeconds(second), rate);
  }

  public static SyntheticRun peakRun(long seed) {
    return new SyntheticRun(peak(), seed)
        .shares(0.03, 0.04)
        .poison(0.004)
        .freeze("payment", s(32), s(40), 1400)
        .freeze("ingestion", s(55), Duration.ofMillis(58_200), 4000)
        .freeze("fulfilment", s(75), Duration.ofMillis(76_800), 900)
        .fault("poison", "message", s(12), s(27), "records were refused as malformed")
        .fault("payment-provider-outage", "link", s(32), s(40), "4,112 calls found no answer")
        .fault(
            "broker-loss",
            "process",
            s(55),
            s(63),
            "broker-2 was gone for 8.0 s; leadership of 12 partitions moved")
        .fault(
            "slow-warehouse",
            "downstream",
            s(75),
            s(80),
            "median service time rose from 8 to 41 ms")
        .alert("CircuitOpen", "payment", Duration.ofMillis(33_100))
        .alert("OutcomesStalled", "ingestion", Duration.ofMillis(56_300))
        .simulate();
  }

  public static Objectives peakObjectives() {
    return new Objectives(
        List.of(
            new Objectives.Recovery("ingestion", s(10), 0L),
            new Objectives.Recovery("payment", s(60), 0L),
            new Objectives.Recovery("fulfilment", s(90), 0L)),
        List.of(new Objectives.Latency("end-to-end", new Percentile(99), s(2), true)),
        List.of(new Objectives.Lag("payment", 1000, s(45))),
        true,
        true,
        null);
  }

  public static Expectations peakExpectations(Objectives objectives) {
    return new Expectations(
        new RunIdentity(
            "20261123T174500Z-campaign-peak",
            "campaign-peak",
            "A campaign peak with a payment outage, poison and a broker loss",
            "Does the pipeline hold the autumn campaign, and recover within its policy?",
            "checkout-platform",
            "live",
            "embedded",
            20261127L,
            "./orderstorm run campaign-peak --seed 20261127"),
        Topology.reference(),
        peak(),
        s(60),
        objectives,
        List.of(
            new ExpectedFault(
                "poison",
                ExpectedFault.Kind.MESSAGE,
                "orders",
                "0.5 % malformed, unknown or negative orders"),
            new ExpectedFault(
                "payment-provider-outage",
                ExpectedFault.Kind.LINK,
                "payment -> payment-provider",
                "calls get no answer"),
            new ExpectedFault(
                "broker-loss",
                ExpectedFault.Kind.PROCESS,
                "leader(orders/0)",
                "killed and started again"),
            new ExpectedFault(
                "slow-warehouse", ExpectedFault.Kind.DOWNSTREAM, "warehouse", "five times slower")),
        ValidityLimits.forObjectives(objectives),
        new Ceiling(3200, "capacity search of 2026-11-20 on this machine"));
  }

  /** A run at a constant rate without anything wrong. */
  public static SyntheticRun steady(double rate, long seconds) {
    return new SyntheticRun(LoadShape.constant(rate, s(seconds), Duration.ZERO), 7);
  }

  public static Expectations expectations(
      SyntheticRun run, Objectives objectives, ExpectedFault... faults) {
    return Expectations.of(
        new RunIdentity(
            "steady",
            "steady",
            "A steady load",
            "Is anything wrong?",
            "tests",
            "live",
            "embedded",
            run.seed,
            "./orderstorm run steady"),
        Topology.reference(),
        run.load,
        s(30),
        objectives,
        List.of(faults));
  }

  public static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
