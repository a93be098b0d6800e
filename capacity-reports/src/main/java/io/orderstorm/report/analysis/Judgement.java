package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Ceiling;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.ExpectedCanary;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.result.Canary;
import io.orderstorm.report.result.DeadLetters;
import io.orderstorm.report.result.FaultReport;
import io.orderstorm.report.result.GroupLag;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Scaling;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    Clock clock = evidence.clock;
    List<FaultWindow> faults = evidence.faults;

    OrderPaths paths = new OrderPaths(evidence.cases);
    List<StageInputs> caseInputs = caseInputs(paths);
    Ledger ledger = new Ledger(evidence, pipeline, paths, caseInputs, clock.quiet());
    paths.settle(evidence.columns);

    CompletableFuture<List<Latencies>> latenciesOf =
        CompletableFuture.supplyAsync(
            () -> Latencies.ofAllStages(evidence.columns, pipeline, clock));
    List<StageReview> reviews = reviews(caseInputs);
    Findings findings = findings(paths, caseInputs, ledger, reviews);
    OrderCounts counts = count(ledger, findings);
    DeadLetters deadLetters = PoisonCount.of(evidence);

    List<Latencies> latencies = latenciesOf.join();
    List<Backlog> backlogs = reviews.stream().map(StageReview::backlog).toList();
    List<LagRecovery> lags =
        backlogs.stream().map(b -> new LagRecovery(b, expectations, faults, clock)).toList();

    List<Violations> violations = new ArrayList<>();
    violations.add(ingestion(caseInputs.get(0)));
    reviews.forEach(review -> violations.add(review.violations()));
    Recoveries recoveries =
        new Recoveries(evidence, expectations, clock, faults, violations, ledger.losses);
    List<Recovery> recovery = recoveries.rows();

    Validity validity =
        Gate.judge(evidence, expectations, clock, faults, counts, ledger, latencies);
    List<Scaling> scaling = scaling(reviews, clock);
    List<ObjectiveResult> objectives =
        new ArrayList<>(
            Promises.judge(
                expectations,
                clock,
                counts,
                findings,
                deadLetters,
                latencies,
                lags,
                recoveries,
                recovery,
                scaling,
                owed(caseInputs)));
    Objectives.SteadyState steady = expectations.objectives().steadyState();
    if (steady != null) {
      objectives.add(
          SteadyStateReview.judge(steady, backlogs, faults, clock.sending(expectations.load())));
    }
    AlertReview alerts = new AlertReview(evidence.log, faults, recoveries, clock);
    objectives.addAll(alerts.judge(expectations.objectives().alerting()));
    Canary canary = canary(objectives);
    Verdicts verdict = Verdicts.of(evidence.log, pipeline, validity, counts, recovery, objectives);

    Series series = Timeline.of(evidence, expectations.load(), latencies, reviews, clock);
    List<StageLatency> latency =
        latencies.stream().map(l -> l.report(evidence.handling(l.stage()))).toList();
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
        alerts.report(),
        reported,
        deadLetters,
        objectives,
        Histories.of(findings, evidence),
        findings.counts(),
        amplification(),
        health(reviews, lags, clock),
        scaling,
        ExpansionReview.of(evidence, clock),
        canary,
        evidence.cpuCost(clock, series),
        series,
        hlogs(latencies),
        environment);
  }

  /** How the candidate was brought in; null without one. What was asked of that is added. */
  private @Nullable Canary canary(List<ObjectiveResult> objectives) {
    ExpectedCanary expected = expectations.canary();
    if (expected == null) {
      return null;
    }
    var review = new CanaryReview(expected, evidence.log, evidence.folder(), evidence.clock);
    Canary canary = review.report();
    objectives.addAll(review.judge(canary));
    return canary;
  }

  private List<Scaling> scaling(List<StageReview> reviews, Clock clock) {
    return reviews.stream()
        .flatMap(
            review ->
                ScalingReview.of(
                    review.stage().name(),
                    evidence.log,
                    review.backlog(),
                    evidence.stage(review.stage().group()),
                    clock)
                    .stream())
        .toList();
  }

  private List<StageHealth> health(List<StageReview> reviews, List<LagRecovery> lags, Clock clock) {
    List<StageHealth> health = new ArrayList<>();
    for (int i = 0; i < reviews.size(); i++) {
      StageReview review = reviews.get(i);
      health.add(Health.of(review, evidence.stage(review.stage().group()), lags.get(i), clock));
    }
    return health;
  }

  private List<StageInputs> caseInputs(OrderPaths paths) {
    List<StageInputs> inputs = new ArrayList<>();
    inputs.add(StageInputs.ofIngestion(evidence.cases.journal));
    pipeline.stages().forEach(stage -> inputs.add(StageInputs.of(stage, evidence, paths)));
    return inputs;
  }

  /** How many inputs of known orders have no outcome, and may yet have one. */
  private static long owed(List<StageInputs> inputs) {
    long owed = 0;
    for (StageInputs of : inputs) {
      for (int i = 0; !of.stage.equals(Topology.INGESTION) && i < of.size(); i++) {
        owed += of.pending(i) && of.order[i] >= 0 ? 1 : 0;
      }
    }
    return owed;
  }

  private List<StageReview> reviews(List<StageInputs> caseInputs) {
    List<Topology.Stage> stages = pipeline.stages();
    return IntStream.range(0, stages.size())
        .parallel()
        .mapToObj(
            i ->
                StageReview.of(
                    stages.get(i), evidence, caseInputs.get(i + 1), expectations.objectives()))
        .toList();
  }

  /** Ingestion owes an acknowledgement for every intended send: a blocked one is owed. */
  private Violations ingestion(StageInputs cases) {
    OrderColumns columns = evidence.columns;
    Violations.Watch watch =
        new Violations.Watch(Topology.INGESTION, expectations.objectives(), false, evidence.clock);
    for (int order = 0; order < columns.orders(); order++) {
      int marks = columns.marks.get(order);
      if ((marks & (Mark.SENT | Mark.SUSPECT)) == Mark.SENT) {
        boolean done = Mark.result(marks) == Journal.ACKNOWLEDGED;
        long answered = columns.get(OrderTime.ANSWERED, order);
        long intended = columns.intended(order);
        watch.see(intended, intended, done ? answered : StageInputs.NEVER, answered);
      }
    }
    for (int i = 0; i < cases.size(); i++) {
      int order = cases.order[i];
      long intended = columns.isPromised(order) ? columns.intended(order) : OrderColumns.NEVER;
      watch.see(intended, cases.arrived[i], cases.completed[i], cases.owedUntil(i));
    }
    return watch.judge(null);
  }

  private Findings findings(
      OrderPaths paths, List<StageInputs> inputs, Ledger ledger, List<StageReview> reviews) {
    Findings findings = new Findings();
    ledger.losses.forEach(
        loss ->
            findings.add(
                Findings.LOST,
                loss.order(),
                "lost at " + loss.stage() + ", " + loss.position(),
                loss.line()));
    KeyNumbers keys = new KeyNumbers(evidence);
    LostFollowUps.check(evidence, findings);
    IntakeChecks.check(evidence, keys, findings);
    for (StageReview review : reviews) {
      findings.addAll(evidence.poll(review.stage().group()).findings());
      findings.addAll(review.unseen());
    }
    ReplayChecks.check(evidence, findings);
    Transitions.check(evidence, pipeline, paths, findings);
    KeyOrder.check(evidence, keys, findings);
    Map<EffectType, Long> unequal =
        EffectChecks.check(evidence, pipeline, paths, inputs, ledger, findings);
    evidence.snapshots.check(findings, evidence.clock, unequal);
    return findings;
  }

  private OrderCounts count(Ledger ledger, Findings findings) {
    return new OrderCounts(
        evidence.promises.placed(),
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

  private Throughput throughput(Series series, OrderCounts counts, OrderPaths paths, Clock clock) {
    double offered = peak(series.offered());
    long last = Math.max(clock.loadEnd(), paths.lastEnd());
    OrderColumns columns = evidence.columns;
    for (int order = 0; order < columns.orders(); order++) {
      long end = columns.isPromised(order) ? columns.get(OrderTime.END, order) : OrderColumns.NEVER;
      last = end == OrderColumns.NEVER ? last : Math.max(last, end);
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
              long superseded = log.count(StageRecord.Event.SUPERSEDED);
              if (superseded > 0) { // few runs replay anything
                counts.put(stage.name() + " superseded", superseded);
              }
              long pauses = log.count(StageRecord.Event.OVERFLOW_PAUSED);
              if (pauses > 0) { // most stages have no such limit
                counts.put(stage.name() + " pauses for too many dead letters", pauses);
              }
            });
    return counts;
  }

  private long rewritten() {
    long again = 0;
    EventTable events = evidence.cases.events;
    for (int row = 0; row < events.rows(); row++) {
      again += events.isForeign(row) || events.isCanonical(row) ? 0 : 1;
    }
    return again;
  }

  private static Map<String, String> hlogs(List<Latencies> latencies) {
    Map<String, String> hlogs = new LinkedHashMap<>();
    latencies.forEach(latency -> hlogs.put(latency.stage(), latency.hlog()));
    return hlogs;
  }
}
