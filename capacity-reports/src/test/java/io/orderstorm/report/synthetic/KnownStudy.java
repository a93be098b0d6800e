package io.orderstorm.report.synthetic;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.Judged.Answer;
import io.orderstorm.report.capacity.MachineLimit;
import io.orderstorm.report.capacity.NotMeasured;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.PlanContext.Account;
import io.orderstorm.report.capacity.PlanContext.RecoveryTarget;
import io.orderstorm.report.capacity.PlanContext.RecoveryTarget.Counts;
import io.orderstorm.report.capacity.PlanContext.Sizing;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeFigures.GeneratorFigures;
import io.orderstorm.report.capacity.ProbeFigures.ServiceFigures;
import io.orderstorm.report.capacity.ProbeFigures.StageFigures;
import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.ProbeWindow.Purpose;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.Recovered;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.capacity.SafeReplay;
import io.orderstorm.report.capacity.ScalabilityFit;
import io.orderstorm.report.capacity.ScalabilityStudy;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.report.capacity.Slope;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.cost.CostBasis;
import io.orderstorm.report.cost.PriceList;
import io.orderstorm.report.cost.StageQuantity;
import io.orderstorm.report.cost.TopicQuantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A study of a pipeline whose every figure follows from a few: payment's provider works on 4 calls
 * at a time, 20 ms each, so it is full at 200 orders/s; the warehouse on 8, 10 ms each; nothing
 * else is in the way but the machine's two cores, of which an order takes 8 ms. All topics have 4
 * partitions, and partition 1 gets 40 % of all records.
 */
public final class KnownStudy {

  public static final double LIMIT = 200;
  private static final long SECOND = 1_000_000_000L;
  private static final Slope STEADY = new Slope(0, -0.1, 0.1);

  private KnownStudy() {}

  /** A probe of the healthy pipeline at a rate. */
  public static ProbeFigures probe(int number, Purpose purpose, double offered) {
    double done = Math.min(offered, LIMIT);
    double grows = offered - done;
    return new ProbeFigures(
        new ProbeWindow(
            number, "healthy", purpose, offered, 0, 5 * SECOND, 25 * SECOND, 26 * SECOND),
        Math.round(20 * offered),
        offered,
        done,
        List.of(
            stage("ingestion", offered, offered, 1, STEADY),
            stage("inventory", offered, offered, 7, STEADY),
            stage(
                "payment",
                offered,
                done,
                5 + 10 * grows,
                grows > 0 ? new Slope(grows, 0.9 * grows, 1.1 * grows) : STEADY),
            stage("fulfilment", done, done, 3, STEADY),
            stage("end-to-end", offered, done, 16 + 10 * grows, STEADY)),
        List.of(
            new ServiceFigures("payment-provider", "payment", done, done * 0.020, 20),
            new ServiceFigures("warehouse", "fulfilment", done, done * 0.010, 10)),
        List.of(
            new TopicFigures("orders", offered, 1, 0.4 * offered, 0.42 * offered),
            new TopicFigures("payments", done, 1, 0.4 * done, 0.42 * done)),
        new GeneratorFigures(1.5, 50),
        done * 0.008,
        Map.of("broker-1", done * 0.002, "pipeline", done * 0.005, "generator", done * 0.001),
        null,
        List.of(),
        List.of());
  }

  private static StageFigures stage(
      String name, double arrived, double done, double waiting, Slope growth) {
    return new StageFigures(
        name, arrived, done, 20.0, 100.0 + waiting, 0, waiting, 2 * waiting, growth);
  }

  /** The same probe, late by so much. */
  public static ProbeFigures late(ProbeFigures of, double slipMs) {
    return new ProbeFigures(
        of.window(),
        of.orders(),
        of.offeredPerSecond(),
        of.completedPerSecond(),
        of.stages(),
        of.services(),
        of.topics(),
        new GeneratorFigures(slipMs, 50),
        of.cores(),
        of.coresOf(),
        of.recovered(),
        of.objectives(),
        List.of("the generator was late: own slip p99 " + slipMs + " ms, limit 50 ms"));
  }

  /** The same probe whose measurement can't be trusted. */
  public static ProbeFigures doubted(ProbeFigures of, String why) {
    return new ProbeFigures(
        of.window(),
        of.orders(),
        of.offeredPerSecond(),
        of.completedPerSecond(),
        of.stages(),
        of.services(),
        of.topics(),
        of.generator(),
        of.cores(),
        of.coresOf(),
        of.recovered(),
        of.objectives(),
        List.of(why));
  }

  /** The same probe with other stages. */
  public static ProbeFigures withStages(ProbeFigures of, List<StageFigures> stages) {
    return new ProbeFigures(
        of.window(),
        of.orders(),
        of.offeredPerSecond(),
        of.completedPerSecond(),
        stages,
        of.services(),
        of.topics(),
        of.generator(),
        of.cores(),
        of.coresOf(),
        of.recovered(),
        of.objectives(),
        of.doubts());
  }

  /** The same context with another target. */
  public static PlanContext withTarget(PlanContext of, double target) {
    return with(of, target, of.recoveryTargets(), of.prices());
  }

  /** The same context with one other time to recover. */
  public static PlanContext withRecovery(PlanContext of, RecoveryTarget target) {
    return with(of, of.targetPerSecond(), List.of(target), of.prices());
  }

  private static PlanContext with(
      PlanContext of,
      @Nullable Double target,
      List<RecoveryTarget> recoveryTargets,
      Optional<PriceList> prices) {
    return new PlanContext(
        of.scenario(),
        of.title(),
        of.owner(),
        of.seed(),
        of.madeAt(),
        of.command(),
        target,
        of.forecast(),
        of.loads(),
        of.sizing(),
        of.objectives(),
        of.recovery(),
        recoveryTargets,
        of.environment(),
        of.bottleneck(),
        of.accounts(),
        of.cost(),
        prices);
  }

  /** The same context with other stages. */
  public static PlanContext withSizing(PlanContext of, List<Sizing> sizing) {
    return new PlanContext(
        of.scenario(),
        of.title(),
        of.owner(),
        of.seed(),
        of.madeAt(),
        of.command(),
        of.targetPerSecond(),
        of.forecast(),
        of.loads(),
        sizing,
        of.objectives(),
        of.recovery(),
        of.recoveryTargets(),
        of.environment(),
        of.bottleneck(),
        of.accounts(),
        of.cost(),
        of.prices());
  }

  /** The same context with a session that did not end in order. */
  public static PlanContext unclosed(PlanContext of) {
    return new PlanContext(
        of.scenario(),
        of.title(),
        of.owner(),
        of.seed(),
        of.madeAt(),
        of.command(),
        of.targetPerSecond(),
        of.forecast(),
        of.loads(),
        of.sizing(),
        of.objectives(),
        of.recovery(),
        of.recoveryTargets(),
        of.environment(),
        of.bottleneck(),
        List.of(new Account("session-1", false, 60_000, 60_000, 0, 0, 0, 0, 240_000, 120, 60, 4.5)),
        of.cost(),
        of.prices());
  }

  private static ProbeFigures recovery(int number) {
    ProbeFigures of = probe(number, Purpose.RECOVERY, 60);
    return new ProbeFigures(
        of.window(),
        of.orders(),
        of.offeredPerSecond(),
        of.completedPerSecond(),
        of.stages(),
        of.services(),
        of.topics(),
        of.generator(),
        of.cores(),
        of.coresOf(),
        new Recovered(60, 60, 20, 3_601, 26.1),
        of.objectives(),
        of.doubts());
  }

  private static Searched searched(String condition, String description, double share) {
    List<Judged> probes = new ArrayList<>();
    int number = 1;
    for (double rate : new double[] {150, 225, 180, 200, 210}) {
      ProbeFigures probe = probe(number++, Purpose.SEARCH, rate * share);
      boolean sustained = rate <= LIMIT;
      probes.add(
          new Judged(
              probe,
              sustained ? Answer.SUSTAINED : Answer.NOT_SUSTAINED,
              List.of(
                  sustained
                      ? "objectives hold and no backlog grows"
                      : "the backlog of payment grows")));
    }
    return new Searched(
        condition,
        description,
        new RateSearch.Result(LIMIT * share, 198 * share, 202 * share, LIMIT * share, true, false),
        probes);
  }

  /** The healthy pipeline alone. */
  public static Study least() {
    return new Study(
        List.of(searched("healthy", "nothing is wrong", 1)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(new NotMeasured("a lag recovery, predicted against measured", "left out")));
  }

  /**
   * One sustained probe of the healthy pipeline, the first of all, as a search of few probes makes
   * it.
   *
   * @param cores that were in use
   */
  public static Study oneProbe(double offered, double cores) {
    ProbeFigures of = withCores(probe(1, Purpose.SEARCH, offered), cores);
    return new Study(
        List.of(
            new Searched(
                "healthy",
                "nothing is wrong",
                new RateSearch.Result(
                    offered, offered, Double.POSITIVE_INFINITY, offered, false, false),
                List.of(
                    new Judged(
                        of, Answer.SUSTAINED, List.of("objectives hold and no backlog grows"))))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same probe at another time. */
  public static ProbeFigures withWindow(ProbeFigures of, ProbeWindow window) {
    return new ProbeFigures(
        window,
        of.orders(),
        of.offeredPerSecond(),
        of.completedPerSecond(),
        of.stages(),
        of.services(),
        of.topics(),
        of.generator(),
        of.cores(),
        of.coresOf(),
        of.recovered(),
        of.objectives(),
        of.doubts());
  }

  /** The same probe with another use of the machine. */
  public static ProbeFigures withCores(ProbeFigures of, double cores) {
    return new ProbeFigures(
        of.window(),
        of.orders(),
        of.offeredPerSecond(),
        of.completedPerSecond(),
        of.stages(),
        of.services(),
        of.topics(),
        of.generator(),
        cores,
        of.coresOf(),
        of.recovered(),
        of.objectives(),
        of.doubts());
  }

  /** With everything that can be measured. */
  public static Study whole() {
    List<ScalabilityFit.Point> points = new ArrayList<>();
    for (int consumers = 1; consumers <= 4; consumers++) {
      points.add(
          new ScalabilityFit.Point(
              consumers, 60.0 * consumers / (1 + 0.02 * (consumers - 1) + 0.001 * consumers)));
    }
    return new Study(
        List.of(
            searched("healthy", "nothing is wrong", 1),
            searched("degraded-downstream", "payment-provider takes 2.0 times as long", 0.5),
            searched("n-minus-1-consumers", "payment has 3 of its 4 consumers", 0.75)),
        Optional.of(probe(6, Purpose.SATURATION, 280)),
        Optional.of(recovery(7)),
        Optional.of(new ScalabilityStudy("payment", points, ScalabilityFit.of(points))),
        List.of(new NotMeasured("one broker down", "with 1 broker(s) nothing would be carried")),
        Optional.of(safeReplay()));
  }

  /**
   * Beside 100 orders/s payment is through with 100 copies/s, and with more it breaks a promise.
   */
  private static SafeReplay safeReplay() {
    return new SafeReplay(
        "payment",
        "inventory",
        100,
        beside(8, null),
        new RateSearch.Result(100, 95, 105, 100, true, false),
        List.of(beside(9, 60.0), beside(10, 150.0), beside(11, 100.0)));
  }

  private static Judged beside(int number, @Nullable Double copies) {
    ProbeFigures live = probe(number, Purpose.SEARCH, 100);
    if (copies == null) {
      return new Judged(live, Answer.SUSTAINED, List.of("objectives hold and no backlog grows"));
    }
    double handled = Math.min(copies, LIMIT - 100);
    ReplayFlow flow =
        new ReplayFlow(
            new ReplayFlow.Asked("payment", "inventory", "payment.retry.lane", copies, 2, 9_000),
            copies,
            handled,
            new Slope(copies - handled, copies - handled - 0.1, copies - handled + 0.1),
            0,
            2 * handled);
    boolean safe = copies <= LIMIT - 100;
    return new Judged(
        live.beside(flow, List.of()),
        safe ? Answer.SUSTAINED : Answer.NOT_SUSTAINED,
        List.of(safe ? "live orders keep their promises" : "the copies pile up"));
  }

  /** What the plan needs beside the study. */
  public static PlanContext context(Study study) {
    Map<String, Double> loads = new LinkedHashMap<>();
    loads.put("baseline (of the forecast)", 60.0);
    loads.put("peak", 120.0);
    loads.put("campaign (the target)", 150.0);
    return new PlanContext(
        "known",
        "A pipeline whose limit is known <b>&",
        "checkout-platform",
        5,
        "2026-11-26T13:40:18Z",
        "orderstorm capacity known --target-rate 150/s --seed 5",
        150.0,
        Optional.empty(),
        loads,
        List.of(
            new Sizing("inventory", 4, 2, 32, "inventory-service", 32),
            new Sizing("payment", 4, 4, 16, "payment-provider", 4),
            new Sizing("fulfilment", 4, 6, 32, "warehouse", 8)),
        Map.of("end-to-end p99", "at most 1000 ms"),
        Map.of("payment", "RTO 90 s, RPO 0 orders (played by 'orderstorm run', not here)"),
        List.of(
            new RecoveryTarget(
                "payment",
                Duration.ofSeconds(90),
                Counts.FROM_INJECTION,
                0L,
                "recovery.payment.rto"),
            new RecoveryTarget(
                "payment",
                Duration.ofSeconds(45),
                Counts.AFTER_REVERT,
                null,
                "lag.payment.recovers-within"),
            new RecoveryTarget(
                "ingestion",
                Duration.ofSeconds(10),
                Counts.FROM_INJECTION,
                0L,
                "recovery.ingestion.rto")),
        Map.of("machine cores", "2", "versions kafka", "4.4.0"),
        Optional.of(bottleneck(study)),
        List.of(new Account("session-1", true, 60_000, 60_000, 0, 0, 0, 0, 240_000, 120, 60, 4.5)),
        Optional.of(cost()),
        Optional.empty());
  }

  /** What its orders use: 200 B of a record, and payment's records given again now and then. */
  public static CostBasis cost() {
    return new CostBasis(
        150,
        "the target",
        List.of(
            new TopicQuantity(
                "orders", "checkout-platform", 4, 2, 1, Duration.ofDays(7), 1_000, 200.0, 117.6),
            new TopicQuantity(
                "payments", "payments-team", 4, 6, 1, Duration.ofDays(30), 1_000, 200.0, 84.0),
            new TopicQuantity(
                "inventory.payment.dlq",
                "payments-team",
                4,
                0,
                1,
                Duration.ofDays(30),
                0,
                null,
                null)),
        List.of(
            new StageQuantity(
                "payment", "payments-team", "payment-provider", 4, 0, 1_000.0, 60_120, 120, 60),
            new StageQuantity(
                "fulfilment", "logistics-team", "warehouse", 6, 2, 1_000.0, 60_000, 0, 0)),
        "what the brokers kept at the end of the sessions (log-sizes.csv)",
        300_000,
        120,
        "in the sustained probes of the healthy pipeline");
  }

  /** Prices for all of it. */
  public static PriceList prices() {
    return new PriceList(
        "EUR", 0.08e-9, 0.0015, 0.045, Map.of("payment-provider", 0.012, "warehouse", 0.0));
  }

  /** The same context with prices. */
  public static PlanContext priced(PlanContext of) {
    return with(of, of.targetPerSecond(), of.recoveryTargets(), Optional.of(prices()));
  }

  private static Bottleneck bottleneck(Study study) {
    ProbeFigures best = Dimensions.best(study).orElseThrow();
    List<Bottleneck.Resource> resources = new ArrayList<>();
    best.services()
        .forEach(
            service ->
                resources.add(
                    new Bottleneck.Resource(
                        service.service(),
                        "works on a few calls at a time",
                        service.callsPerSecond(),
                        service.busy(),
                        service.service().equals("warehouse") ? 8 : 4)));
    resources.add(
        new Bottleneck.Resource(
            "cores",
            "2 cores of this machine",
            best.completedPerSecond(),
            Objects.requireNonNull(best.cores()),
            2));
    return new Bottleneck(
        best.offeredPerSecond(), resources, MachineLimit.of(study.healthy().probes(), 2));
  }
}
