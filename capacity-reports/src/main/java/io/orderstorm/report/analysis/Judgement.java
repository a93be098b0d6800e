package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Ceiling;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.GroupLag;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Series;
import io.orderstorm.report.result.StageHealth;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Throughput;
import io.orderstorm.report.result.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole judgement of a run, from what was written down to the verdict. */
final class Judgement {

  private final Evidence evidence;
  private final Expectations expectations;
  private final Topology pipeline;

  Judgement(Evidence evidence, Expectations expectations) {
    this.evidence = evidence;
    this.expectations = expectations;
    this.pipeline = expectations.pipeline();
  }

  RunResult judge(Map<String, String> environment) {
    Clock clock = Clock.of(evidence, expectations);
    List<FaultWindow> faults = Faults.of(evidence.log, expectations.faults());

    OrderPaths paths = new OrderPaths(evidence);
    List<StageInputs> inputs = inputs(paths);
    Ledger ledger = new Ledger(evidence, pipeline, paths, inputs, clock.quiet());
    Findings findings = findings(paths, inputs, ledger);
    OrderCounts counts = count(ledger, findings);
    DeadLetters deadLetters = PoisonCount.of(evidence);

    List<Latencies> latencies = Latencies.ofAllStages(evidence, pipeline, paths, clock);
    List<Backlog> backlogs = backlogs();
    List<LagRecovery> lags =
        backlogs.stream().map(b -> new LagRecovery(b, expectations, faults, clock)).toList();

    List<Violations> violations = violations(inputs, backlogs, clock);
    Recoveries recoveries =
        new Recoveries(evidence, expectations, clock, faults, violations, ledger.losses);
    List<Recovery> recovery = recoveries.rows();

    Validity validity =
        Gate.judge(evidence, expectations, clock, faults, counts, ledger, latencies);
    List<ObjectiveResult> objectives =
        Promises.judge(
            expectations,
            clock,
            counts,
            findings,
            deadLetters,
            latencies,
            lags,
            recoveries,
            recovery);
    Verdicts verdict = Verdicts.of(evidence.log, pipeline, validity, counts, recovery, objectives);

    Series series = Timeline.of(evidence, paths, expectations.load(), latencies, backlogs, clock);
    List<StageLatency> latency = latencies.stream().map(Latencies::report).toList();
    List<GroupLag> lag = lags.stream().map(LagRecovery::report).toList();
    List<FaultReport> reported = faults.stream().map(f -> Faults.report(f, clock)).toList();
    return new RunResult(
        expectations.run(),
        Instant.ofEpochSecond(0, clock.loadStart()),
        clock.sinceLoad(clock.end()),
        clock.sinceLoad(clock.loadEnd()),
        Clock.seconds(expectations.load().warmup().toNanos()),
        verdict.verdict(),
        verdict.reasons(),
        validity,
        counts,
        throughput(series, counts, paths, clock),
        latency,
        lag,
        recovery,
        reported,
        deadLetters,
        objectives,
        Histories.of(findings, evidence),
        findings.counts(),
        amplification(),
        health(inputs, backlogs, lags, clock),
        series,
        hlogs(latencies),
        environment);
  }

  private List<StageHealth> health(
      List<StageInputs> inputs, List<Backlog> backlogs, List<LagRecovery> lags, Clock clock) {
    List<StageHealth> health = new ArrayList<>();
    for (int i = 0; i < pipeline.stages().size(); i++) {
      health.add(
          Health.of(
              pipeline.stages().get(i),
              evidence,
              inputs.get(i + 1),
              backlogs.get(i),
              lags.get(i),
              clock));
    }
    return health;
  }

  private List<StageInputs> inputs(OrderPaths paths) {
    List<StageInputs> inputs = new ArrayList<>();
    inputs.add(StageInputs.ofIngestion(evidence.journal));
    inputs.addAll(
        pipeline.stages().parallelStream()
            .map(stage -> StageInputs.of(stage, evidence, paths))
            .toList());
    return inputs;
  }

  private Findings findings(OrderPaths paths, List<StageInputs> inputs, Ledger ledger) {
    Findings findings = new Findings();
    ledger.losses.forEach(
        loss ->
            findings.add(
                Findings.LOST,
                loss.order(),
                "lost at " + loss.stage() + ", " + loss.position(),
                loss.line()));
    IntakeChecks.check(evidence, findings);
    PollChecks.check(evidence, pipeline, findings);
    ReplayChecks.check(evidence, findings);
    Transitions.check(evidence, pipeline, paths, findings);
    KeyOrder.check(evidence, findings);
    EffectChecks.check(evidence, pipeline, paths, inputs, ledger, findings);
    return findings;
  }

  private OrderCounts count(Ledger ledger, Findings findings) {
    return new OrderCounts(
        offered(),
        ledger.acknowledged(),
        ledger.rejected(),
        ledger.indeterminate(),
        ledger.indeterminateLanded(),
        ledger.count(Ledger.FULFILLED),
        ledger.count(Ledger.COMPENSATED),
        ledger.count(Ledger.DEAD_LETTERED),
        ledger.count(Ledger.IN_FLIGHT),
        ledger.count(Ledger.LOST),
        findings.count(Findings.DUPLICATE_EFFECT),
        findings.count(Findings.ORPHAN_EFFECT),
        findings.count(Findings.ORDERING),
        findings.count(Findings.TRANSITION) + ledger.rejectedLanded(),
        findings.count(Findings.PARITY));
  }

  private long offered() {
    long offered = 0;
    for (int row = 0; row < evidence.journal.rows(); row++) {
      offered += evidence.journal.isPlaced(row) ? 1 : 0;
    }
    return offered;
  }

  private List<Backlog> backlogs() {
    return pipeline.stages().parallelStream()
        .map(s -> Backlog.of(s, evidence.events, evidence.carried, evidence.stage(s.group())))
        .toList();
  }

  private List<Violations> violations(
      List<StageInputs> inputs, List<Backlog> backlogs, Clock clock) {
    List<Violations> violations = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      boolean consumes = i > 0;
      boolean ends =
          consumes && pipeline.stages().get(i - 1).outcomes().contains(EventType.ORDER_DISPATCHED);
      violations.add(
          Violations.of(
              inputs.get(i),
              evidence.journal,
              consumes ? backlogs.get(i - 1) : null,
              expectations.objectives(),
              ends,
              clock));
    }
    return violations;
  }

  private Throughput throughput(Series series, OrderCounts counts, OrderPaths paths, Clock clock) {
    double offered = peak(series.offered());
    long last = clock.loadEnd();
    for (int end : paths.end) {
      last = end < 0 ? last : Math.max(last, evidence.events.received(end));
    }
    double goodput = counts.fulfilled() / Clock.seconds(Math.max(1, last - clock.loadStart()));
    Ceiling ceiling = expectations.ceiling();
    return new Throughput(
        offered,
        peak(series.acknowledged()),
        goodput,
        ceiling == null ? null : ceiling.ordersPerSecond(),
        ceiling == null ? null : offered / ceiling.ordersPerSecond(),
        ceiling == null ? "" : ceiling.provenance());
  }

  private static double peak(List<Long> perSecond) {
    long peak = 0;
    for (long count : perSecond) {
      peak = Math.max(peak, count);
    }
    return peak;
  }

  private Map<String, Long> amplification() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("events written again", rewritten());
    pipeline
        .stages()
        .forEach(
            stage -> {
              StageLog log = evidence.stage(stage.group());
              counts.put(stage.name() + " deliveries", log.count(StageRecord.Event.DELIVERED));
              counts.put(stage.name() + " redelivered", log.redelivered());
              counts.put(stage.name() + " deduplicated", log.count(StageRecord.Event.DEDUPLICATED));
              counts.put(
                  stage.name() + " failed attempts", log.count(StageRecord.Event.ATTEMPT_FAILED));
              counts.put(stage.name() + " retries", log.count(StageRecord.Event.RETRY_SCHEDULED));
              counts.put(stage.name() + " parked", log.count(StageRecord.Event.PARKED));
            });
    return counts;
  }

  private long rewritten() {
    long again = 0;
    for (int row = 0; row < evidence.events.rows(); row++) {
      again += evidence.events.isForeign(row) || evidence.events.isCanonical(row) ? 0 : 1;
    }
    return again;
  }

  private static Map<String, String> hlogs(List<Latencies> latencies) {
    Map<String, String> hlogs = new LinkedHashMap<>();
    latencies.forEach(latency -> hlogs.put(latency.stage(), latency.hlog()));
    return hlogs;
  }
}
