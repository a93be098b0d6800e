package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.Campaign.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.Percentile;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.result.GroupLag;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.StageLatency;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freezes of known length at a constant rate, against what arithmetic says about them. */
class RecoveryTest {

  private static final double TICK = 0.05;

  @TempDir Path temp;

  @Test
  void aFreezeOfTenSecondsGivesTheLatenciesThatArithmeticSays() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(20), s(30), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();

    StageLatency payment = latency(analyse(run, payment(s(60))), "payment");

    // 6,000 orders, of which those due within the freeze wait for its end: the k-th slowest waits
    // 10 s − k · 10 ms.
    assertThat(payment.count()).isEqualTo(6000);
    assertThat(payment.p50Ms()).isCloseTo(24, within(0.1));
    assertThat(payment.p90Ms()).isCloseTo(4_010, within(30.0));
    assertThat(payment.p99Ms()).isCloseTo(9_410, within(30.0));
    assertThat(payment.p999Ms()).isCloseTo(9_950, within(30.0));
    assertThat(payment.maxMs()).isCloseTo(10_010, within(30.0));
  }

  @Test
  void anRtoIsTheLengthOfTheFreezeWhenTheBacklogGoesAtOnce() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(20), s(30), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .alert("CircuitOpen", "payment", Duration.ofMillis(21_500))
            .simulate();

    Recovery row = row(analyse(run, payment(s(60))), "payment");

    assertThat(row.rtoSeconds()).isCloseTo(10, within(TICK));
    assertThat(row.detectSeconds()).isEqualTo(1.5);
    assertThat(row.mitigateSeconds()).isEqualTo(10);
    assertThat(row.drainSeconds()).isCloseTo(0, within(TICK));
    assertThat(row.verdict()).isEqualTo(Recovery.Policy.MET);
  }

  @Test
  void aDrainAtTwiceTheRateTakesAsLongAsTheFreeze() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(20), s(30), 200)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();

    RunResult result =
        analyse(
            run,
            new Objectives(
                List.of(new Objectives.Recovery("payment", s(15), 0L)),
                List.of(),
                List.of(new Objectives.Lag("payment", 100, s(20))),
                false,
                false,
                null));

    // The oldest input is older than 1 s until 10 s · 100/s / (200/s − 100/s) − 1 s later; the last
    // is done after 20 s.
    assertThat(row(result, "payment").rtoSeconds()).isBetween(18.5, 20.1);
    assertThat(row(result, "payment").verdict()).isEqualTo(Recovery.Policy.BREACHED);
    GroupLag lag =
        result.lag().stream().filter(l -> l.group().equals("payment")).findFirst().orElseThrow();
    assertThat(lag.peak()).isBetween(995L, 1010L);
    assertThat(lag.recoverySeconds()).isCloseTo(9, within(0.2));
    assertThat(lag.drainPerSecond()).isCloseTo(100, within(3.0));
    assertThat(lag.predictedRecoverySeconds()).isNull();
    assertThat(lag.predictedReason()).contains("no earlier drain");
  }

  @Test
  void aBacklogBeforeAnyFaultIsOutsideOfIt() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(10), s(13), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();

    RunResult result = analyse(run, paymentWithLag());

    assertThat(Long.parseLong(objective(result, "lag.payment.below").actual()))
        .isBetween(295L, 320L);
    assertThat(objective(result, "lag.payment.below").met()).isFalse();
  }

  @Test
  void aSecondDrainIsPredictedFromTheFirst() {
    SyntheticRun run =
        Campaign.steady(100, 90)
            .exact()
            .freeze("payment", s(10), s(15), 200)
            .fault("first", "link", s(10), s(15), "cut")
            .freeze("payment", s(40), s(50), 200)
            .fault("second", "link", s(40), s(50), "cut")
            .simulate();

    RunResult result =
        analyse(
            run,
            new Objectives(
                List.of(),
                List.of(),
                List.of(new Objectives.Lag("payment", 100, s(20))),
                false,
                false,
                null),
            cut("first"),
            cut("second"));

    GroupLag lag =
        result.lag().stream().filter(l -> l.group().equals("payment")).findFirst().orElseThrow();
    assertThat(lag.fault()).isEqualTo("second");
    assertThat(lag.recoverySeconds()).isCloseTo(9, within(0.2));
    assertThat(lag.predictedRecoverySeconds()).isCloseTo(9, within(0.4));
  }

  @Test
  void aFlappingOutageLastsUntilItStopsFlapping() {
    SyntheticRun run =
        Campaign.steady(100, 70)
            .exact()
            .freeze("payment", s(20), s(22), 0)
            .freeze("payment", Duration.ofMillis(23_500), Duration.ofMillis(25_500), 0)
            .freeze("payment", s(29), s(31), 0)
            .freeze("payment", s(50), s(52), 0)
            .fault("cut", "link", s(20), s(26), "cut")
            .simulate();

    assertThat(row(analyse(run, payment(s(60))), "payment").rtoSeconds())
        .isCloseTo(11, within(TICK));
  }

  @Test
  void aFlappingOutageOfTwentyEightSecondsIsNotReportedAsItsFirstSuccess() {
    SyntheticRun run = Campaign.steady(100, 90).exact();
    for (int i = 0; i < 14; i++) {
      // 1.79 s away, 0.21 s there, fourteen times
      Duration from = Duration.ofMillis(20_000 + 2_000L * i);
      run.freeze("payment", from, from.plusMillis(1_790), 0);
    }
    run.fault("cut", "link", s(20), s(48), "cut").simulate();

    assertThat(row(analyse(run, payment(s(60))), "payment").rtoSeconds()).isBetween(27.7, 28.1);
  }

  @Test
  void aFreezeGivesEachOrderExactlyTheLatencyThatItsPlaceInItSays() {
    SyntheticRun run =
        Campaign.steady(200, 40)
            .exact()
            .freeze("payment", s(10), s(14), 0)
            .fault("cut", "link", s(10), s(14), "cut")
            .simulate();

    List<Double> max =
        analyse(run, payment(s(60))).series().latency().stream()
            .filter(series -> series.stage().equals("payment"))
            .findFirst()
            .orElseThrow()
            .maxMs();

    // 800 orders wait, 200 of each second: the first of second k waits until second 14
    long waiting =
        run.orders.stream()
            .filter(
                o ->
                    o.event(io.orderstorm.report.record.EventType.PAYMENT_CONFIRMED).time
                            - o.intended
                        > 30 * SyntheticRun.MS)
            .count();
    assertThat(waiting).isBetween(795L, 805L);
    assertThat(max.get(10)).isCloseTo(4000, within(30.0));
    assertThat(max.get(11)).isCloseTo(3000, within(30.0));
    assertThat(max.get(12)).isCloseTo(2000, within(30.0));
    assertThat(max.get(13)).isCloseTo(1000, within(30.0));
    assertThat(max.get(14)).isCloseTo(24, within(1.0));
  }

  @Test
  void aViolationWithinSettleAfterTheRevertStillBelongsToTheFault() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(30), s(32), 0)
            .fault("cut", "link", s(20), s(27), "cut")
            .simulate();

    assertThat(row(analyse(run, payment(s(60))), "payment").rtoSeconds())
        .isCloseTo(12, within(TICK));
  }

  @Test
  void aFaultThatInterruptsNothingHasAnRtoOfZero() {
    SyntheticRun run =
        Campaign.steady(100, 60).fault("cut", "link", s(20), s(30), "cut").simulate();

    RunResult result = analyse(run, payment(s(1)));

    assertThat(result.recovery())
        .filteredOn(r -> r.stage().equals("payment"))
        .singleElement()
        .satisfies(r -> assertThat(r.rtoSeconds()).isZero());
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void withoutAFaultRecoveryIsNotApplicableInsteadOfZeroSeconds() {
    SyntheticRun run = Campaign.steady(100, 20).simulate();

    RunResult result = analyse(run, paymentWithLag(), new ExpectedFault[0]);

    assertThat(objective(result, "recovery.payment.rto").applicable()).isFalse();
    assertThat(objective(result, "recovery.payment.rto").met()).isNull();
    assertThat(objective(result, "recovery.payment.rto").actual()).contains("no fault");
    assertThat(objective(result, "lag.payment.recovers-within").applicable()).isFalse();
    assertThat(objective(result, "recovery.payment.rpo").met()).isTrue();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void ofMessageFaultsAloneRecoveryIsNotApplicable() {
    SyntheticRun run =
        Campaign.steady(100, 20).poison(0.01).fault("poison", "message", s(1), s(9), "").simulate();

    RunResult result =
        analyse(
            run,
            payment(s(1)),
            new ExpectedFault("poison", ExpectedFault.Kind.MESSAGE, "orders", ""));

    assertThat(row(result, "payment").verdict()).isEqualTo(Recovery.Policy.NOT_APPLICABLE);
    assertThat(objective(result, "recovery.payment.rto").applicable()).isFalse();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aPlannedFaultThatNeverCameLeavesRecoveryVoid() {
    SyntheticRun run = Campaign.steady(100, 20).simulate();

    RunResult result = analyse(run, paymentWithLag());

    assertThat(row(result, "payment").verdict()).isEqualTo(Recovery.Policy.VOID);
    assertThat(row(result, "payment").rtoSeconds()).isNull();
    assertThat(row(result, "inventory").verdict()).isEqualTo(Recovery.Policy.MISSING);
    assertThat(objective(result, "recovery.payment.rto").verdict()).isEqualTo(Verdict.VOID);
    assertThat(objective(result, "recovery.payment.rto").actual()).contains("never injected");
    assertThat(objective(result, "lag.payment.recovers-within").verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
  }

  private static Objectives paymentWithLag() {
    return new Objectives(
        List.of(new Objectives.Recovery("payment", s(10), 0L)),
        List.of(),
        List.of(new Objectives.Lag("payment", 100, s(20))),
        true,
        false,
        null);
  }

  private static ObjectiveResult objective(RunResult result, String name) {
    return result.objectives().stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBlockedSendIsOwedFromItsIntendedTime() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("ingestion", s(20), s(24), 0)
            .fault("cut", "process", s(20), s(24), "gone")
            .simulate();

    Recovery row =
        row(
            analyse(
                run,
                new Objectives(
                    List.of(new Objectives.Recovery("ingestion", s(4), 0L)),
                    List.of(),
                    List.of(),
                    false,
                    false,
                    null)),
            "ingestion");

    assertThat(row.rtoSeconds()).isCloseTo(4, within(TICK));
  }

  @Test
  void anOutageThatOutlastsTheRunIsNotEnded() {
    SyntheticRun run =
        Campaign.steady(100, 40)
            .exact()
            .notQuiet()
            .fault("cut", "link", s(20), s(22), "cut")
            .simulate();
    run.orders
        .subList(2050, 4000)
        .forEach(
            o -> {
              var stock = o.event(io.orderstorm.report.record.EventType.STOCK_RESERVED);
              run.undo(o.event(io.orderstorm.report.record.EventType.PAYMENT_CONFIRMED));
              stock.handled.put("payment", Long.MAX_VALUE);
            });

    RunResult result = analyse(run, payment(s(10)));

    Recovery row = row(result, "payment");
    assertThat(row.rtoSeconds()).isNull();
    assertThat(row.rtoAtLeastSeconds()).isGreaterThan(20);
    assertThat(row.verdict()).isEqualTo(Recovery.Policy.BREACHED);
    assertThat(result.orders().inFlight()).isEqualTo(1950);
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void aLoadThatEndsBeforeRevertAndSettleCannotBeJudged() {
    SyntheticRun run =
        Campaign.steady(100, 30).exact().fault("cut", "link", s(20), s(28), "cut").simulate();

    RunResult result = analyse(run, payment(s(60)));

    assertThat(row(result, "payment").verdict()).isEqualTo(Recovery.Policy.VOID);
    assertThat(row(result, "payment").note()).contains("3.0 s before revert + settle");
    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
  }

  @Test
  void noBacklogComesBackInTimeUnderALoadThatIsOver() {
    SyntheticRun run =
        Campaign.steady(100, 30).exact().fault("cut", "link", s(20), s(28), "cut").simulate();

    ObjectiveResult drained =
        objective(analyse(run, paymentWithLag()), "lag.payment.recovers-within");

    assertThat(drained.verdict()).isEqualTo(Verdict.VOID);
    assertThat(drained.actual()).contains("the load ended before revert + settle");
  }

  @Test
  void itDoesUnderALoadThatGoesOn() {
    SyntheticRun run =
        Campaign.steady(100, 40).exact().fault("cut", "link", s(20), s(28), "cut").simulate();

    RunResult result = analyse(run, paymentWithLag());

    assertThat(objective(result, "lag.payment.recovers-within").met()).isTrue();
  }

  @Test
  void aStageWithoutPolicyDoesNotChangeTheVerdict() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(20), s(30), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();

    RunResult result = analyse(run, Objectives.none());

    assertThat(row(result, "payment").verdict()).isEqualTo(Recovery.Policy.MISSING);
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void anObjectiveOutsideFaultsLeavesOutWhatTheFaultTouched() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(20), s(30), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();
    Percentile p99 = new Percentile(99);

    RunResult outside =
        analyse(
            run,
            new Objectives(
                List.of(),
                List.of(new Objectives.Latency("end-to-end", p99, s(1), true)),
                List.of(),
                false,
                false,
                null));
    assertThat(outside.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void anObjectiveWithFaultsIncludedIsMissedByThem() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .freeze("payment", s(20), s(30), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();

    RunResult with =
        analyse(
            run,
            new Objectives(
                List.of(),
                List.of(new Objectives.Latency("end-to-end", new Percentile(99), s(1), false)),
                List.of(),
                false,
                false,
                null));

    assertThat(with.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void aQuantileOfTooFewOrdersMakesItsObjectiveVoid() {
    SyntheticRun run = Campaign.steady(100, 9).simulate();

    RunResult result =
        analyse(
            run,
            new Objectives(
                List.of(),
                List.of(new Objectives.Latency("payment", new Percentile(99), s(1), false)),
                List.of(),
                false,
                false,
                null),
            new ExpectedFault[0]);

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.reasons())
        .singleElement()
        .asString()
        .contains("900 orders are too few for it, it needs 1000");
    assertThat(latency(result, "payment").thinPercentiles()).containsExactly("p99", "p999");
  }

  /** The generator ends only once its last sends are answered; nothing new comes meanwhile. */
  @Test
  void answersThatComeAfterTheLoadDoNotCoverTheRecovery() {
    SyntheticRun run =
        Campaign.steady(100, 32)
            .exact()
            .freeze("payment", s(20), s(30), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();
    run.log.removeIf(event -> event.is(RunEvent.LOAD_ENDED));
    run.log.add(RunEvent.of(SyntheticRun.START + s(36).toNanos(), RunEvent.LOAD_ENDED));

    RunResult result = analyse(run, payment(s(15)));

    assertThat(row(result, "payment").verdict()).isEqualTo(Recovery.Policy.VOID);
    assertThat(row(result, "payment").note())
        .isEqualTo("the load ended 3.0 s before revert + settle");
    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
  }

  @Test
  void theSteadyStateIsNotHeldByALoadThatIsOver() {
    SyntheticRun run =
        Campaign.steady(100, 32).exact().fault("cut", "link", s(20), s(30), "cut").simulate();
    run.log.removeIf(event -> event.is(RunEvent.LOAD_ENDED));
    run.log.add(RunEvent.of(SyntheticRun.START + s(36).toNanos(), RunEvent.LOAD_ENDED));
    Objectives steady =
        new Objectives(
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            null,
            new Objectives.SteadyState(1000, s(3)),
            List.of(),
            Objectives.Alerting.UNASKED);

    assertThat(objective(analyse(run, steady), "steady-state.after").met()).isNull();
  }

  /** 40 of 2,000 sends have no answer: the p99 is one of theirs, however fast the others are. */
  @Test
  void aPercentileThatLiesAmongTheUnansweredIsMissed() {
    SyntheticRun run = Campaign.steady(100, 20).exact().simulate();
    indeterminate(run, 40);

    RunResult result = analyse(run, ingestion(99, false), new ExpectedFault[0]);

    ObjectiveResult p99 = objective(result, "latency.ingestion.p99");
    assertThat(p99.actual()).isEqualTo("40 of 2000 orders have no outcome");
    assertThat(p99.met()).isFalse();
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void oneThatLiesAmongTheAnsweredIsJudgedByThem() {
    SyntheticRun run = Campaign.steady(100, 20).exact().simulate();
    indeterminate(run, 10);

    RunResult result = analyse(run, ingestion(99, false), new ExpectedFault[0]);

    ObjectiveResult p99 = objective(result, "latency.ingestion.p99");
    assertThat(p99.actual()).endsWith(" over 2000 orders, 10 of them without outcome");
    assertThat(p99.met()).isTrue();
  }

  @Test
  void whatFailedWithinAFaultIsLeftOutWithIt() {
    SyntheticRun run =
        Campaign.steady(100, 40)
            .exact()
            .fault("cut", "link", s(1), Duration.ofMillis(1_600), "cut")
            .simulate();
    indeterminate(run, 60);

    RunResult result = analyse(run, ingestion(99, true));

    ObjectiveResult p99 = objective(result, "latency.ingestion.p99");
    assertThat(p99.actual()).doesNotContain("without outcome");
    assertThat(p99.met()).isTrue();
  }

  /** From the hundredth order on, answered 50 ms after they were due, and not on the topic. */
  private static void indeterminate(SyntheticRun run, int orders) {
    for (int order = 100; order < 100 + orders; order++) {
      SyntheticRun.Order of = run.orders.get(order);
      run.forget(of.event(EventType.ORDER_PLACED));
      of.result = Outcome.Result.INDETERMINATE;
      of.completed = of.intended + 50 * SyntheticRun.MS;
    }
  }

  private static Objectives ingestion(double percentile, boolean outsideFaults) {
    return new Objectives(
        List.of(),
        List.of(
            new Objectives.Latency("ingestion", new Percentile(percentile), s(1), outsideFaults)),
        List.of(),
        false,
        false,
        null);
  }

  private static Objectives payment(Duration rto) {
    return new Objectives(
        List.of(new Objectives.Recovery("payment", rto, 0L)),
        List.of(),
        List.of(),
        true,
        false,
        null);
  }

  private static Recovery row(RunResult result, String stage) {
    return result.recovery().stream()
        .filter(r -> r.stage().equals(stage))
        .findFirst()
        .orElseThrow();
  }

  private static StageLatency latency(RunResult result, String stage) {
    return result.latency().stream().filter(l -> l.stage().equals(stage)).findFirst().orElseThrow();
  }

  private static ExpectedFault cut(String name) {
    return new ExpectedFault(name, ExpectedFault.Kind.LINK, "payment -> payment-provider", "");
  }

  private RunResult analyse(SyntheticRun run, Objectives objectives) {
    return analyse(run, objectives, cut("cut"));
  }

  private RunResult analyse(SyntheticRun run, Objectives objectives, ExpectedFault... faults) {
    return Checked.analyse(
        SyntheticFolder.write(run, temp), Campaign.expectations(run, objectives, faults));
  }
}
