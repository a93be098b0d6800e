package io.orderstorm.report.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.capacity.DimensionLimit.Known;
import io.orderstorm.report.capacity.ProbeWindow.Purpose;
import io.orderstorm.report.synthetic.KnownStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DimensionsTest {

  private static final Map<String, Integer> FOUR = Map.of("orders", 4, "payments", 4);

  private static Dimensions of(Study study) {
    return Dimensions.of(KnownStudy.context(study), study).orElseThrow();
  }

  @Test
  void theDimensionThatGivesOutFirstAndTheOneAfterItAreNamed() {
    Dimensions dimensions = of(KnownStudy.whole());

    assertThat(dimensions.first()).isEqualTo("downstream tolerance");
    assertThat(dimensions.downstream().limit())
        .isEqualTo(new DimensionLimit("payment-provider", 200, Known.PREDICTED));
    assertThat(dimensions.next()).isEqualTo("the machine that all share");
    assertThat(dimensions.machine())
        .isEqualTo(
            new DimensionLimit(
                "the CPU",
                250,
                Known.PREDICTED,
                "by proportion from a warm probe at 200/s that used 1.60 of 2 cores"));
    assertThat(dimensions.consumers().limit())
        .as("payment's 16 calls are a quarter in use: beyond three times the rate nothing is said")
        .isEqualTo(
            new DimensionLimit(
                "payment calls",
                600,
                Known.NOT_REACHED,
                "by the fullest, payment calls, 25 % full at 200/s; nothing was seen beyond what was"
                    + " offered"));
  }

  @Test
  void theFullestStageIsNamedEvenIfNoneIsNearItsLimit() {
    Study study = KnownStudy.least();
    PlanContext of = KnownStudy.context(study);
    List<PlanContext.Sizing> reversed = new ArrayList<>(of.sizing());
    java.util.Collections.reverse(reversed); // fulfilment, of whose 32 calls two are in use, first

    Dimensions dimensions = Dimensions.of(KnownStudy.withSizing(of, reversed), study).orElseThrow();

    assertThat(dimensions.consumers().limit().what()).isEqualTo("payment calls");
    assertThat(dimensions.consumers().limit().why()).contains("25 % full at 200/s");
  }

  @Test
  void headroomIsOfEachLoadUnderEachCondition() {
    Study study = KnownStudy.whole();

    List<Headroom> headroom = Planner.plan(KnownStudy.context(study), study).headroom();

    assertThat(headroom).hasSize(9);
    assertThat(headroom.get(8))
        .isEqualTo(new Headroom("campaign (the target)", 150, "n-minus-1-consumers", 0, false));
    assertThat(headroom.get(6).share()).as("200 over 150").isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void orderRatesOfEachPeakAreThoseOfTheLowestProbeThatOfferedThem() {
    ProducerThroughput producer = of(KnownStudy.whole()).producer();

    assertThat(producer.peaks())
        .extracting("offeredPerSecond")
        .containsExactly(150.0, 150.0, 150.0);
    assertThat(producer.peaks()).extracting("carried").containsOnly(true);
    assertThat(producer.highestOffered()).isEqualTo(280);
    assertThat(producer.limit()).isEqualTo(new DimensionLimit("generator", 280, Known.NOT_REACHED));
  }

  @Test
  void aPeakThatWasNeverOfferedIsNotCarried() {
    ProducerThroughput producer =
        ProducerThroughput.of(
            Map.of("sale", 500.0),
            List.of(KnownStudy.probe(1, Purpose.SEARCH, 100)),
            List.of(KnownStudy.late(KnownStudy.probe(2, Purpose.SEARCH, 400), 90)));

    assertThat(producer.peaks().get(0).carried()).isNull();
    assertThat(producer.limit()).isEqualTo(new DimensionLimit("generator", 400, Known.SEEN));
  }

  @Test
  void aProbeThatIsInvalidForAnotherReasonIsNoCeilingOfTheGenerator() {
    ProducerThroughput producer =
        ProducerThroughput.of(
            Map.of(),
            List.of(KnownStudy.probe(1, Purpose.SEARCH, 100)),
            List.of(KnownStudy.late(KnownStudy.probe(2, Purpose.SEARCH, 400), 10)));

    assertThat(producer.limit().known()).isEqualTo(Known.NOT_REACHED);
  }

  @Test
  void partitionsSayHowUnevenTheyAreAndWhatComesAtTheTarget() {
    PartitionSaturation partitions = of(KnownStudy.whole()).partitions();

    PartitionSaturation.TopicUse orders = partitions.topics().get(0);
    assertThat(partitions.atPerSecond()).isEqualTo(200);
    assertThat(orders.skew()).as("40 % on one of four").isCloseTo(1.6, within(1e-9));
    assertThat(orders.busiestAtTarget()).isCloseTo(60, within(1e-9));
    assertThat(orders.highWaterPerSecond()).as("of the overload").isCloseTo(117.6, within(1e-9));
    assertThat(partitions.brokerCores()).containsOnly(Map.entry("broker-1", 0.4));
    assertThat(partitions.limit().known()).isEqualTo(Known.NOT_REACHED);
  }

  @Test
  void howUnevenATopicIsGoesByItsOwnPartitions() {
    ProbeFigures best = KnownStudy.probe(1, Purpose.SEARCH, 100);

    List<PartitionSaturation.TopicUse> topics =
        PartitionSaturation.of(best, List.of(best), Map.of("orders", 12), null).topics();

    assertThat(topics.get(0).skew()).as("40 % on one of twelve").isCloseTo(4.8, within(1e-9));
    assertThat(topics.get(1).partitions()).as("of payments it is not known").isNull();
    assertThat(topics.get(1).skew()).isNull();
  }

  @Test
  void aTargetFarBeyondWhatWasMeasuredIsNotExtrapolatedTo() {
    ProbeFigures best = KnownStudy.probe(1, Purpose.SEARCH, 100);

    assertThat(
            PartitionSaturation.of(best, List.of(best), FOUR, 301.0)
                .topics()
                .get(0)
                .busiestAtTarget())
        .isNull();
    assertThat(
            PartitionSaturation.of(best, List.of(best), FOUR, 300.0)
                .topics()
                .get(0)
                .busiestAtTarget())
        .isCloseTo(120, within(1e-9));
  }

  @Test
  void brokersThatFallBehindTheirAcknowledgementsAreSaturated() {
    ProbeFigures good = KnownStudy.probe(1, Purpose.SEARCH, 100);
    ProbeFigures sound = KnownStudy.probe(2, Purpose.SATURATION, 190);
    List<ProbeFigures.StageFigures> stages = new ArrayList<>(sound.stages());
    stages.set(
        0,
        new ProbeFigures.StageFigures(
            "ingestion", 190, 150, 1.0, 9.0, 0, 400, 800, new Slope(40, 38, 42)));
    ProbeFigures behind = KnownStudy.withStages(sound, stages);

    assertThat(PartitionSaturation.of(good, List.of(good, behind), FOUR, null).limit())
        .isEqualTo(new DimensionLimit("brokers", 190, Known.SEEN));
  }

  @Test
  void recoveryInTimeAsksForAWorkingRateAndSaysWhichOutageItReachesFor() {
    ConsumerConcurrency consumers = of(KnownStudy.whole()).consumers();

    assertThat(consumers.recoveries()).as("ingestion consumes nothing").hasSize(2);
    assertThat(consumers.workingPerSecond()).isEqualTo(200);
    // λ 150, μ 200, A 32 (twice the mean of 16)
    ConsumerConcurrency.Recovery rto = consumers.recoveries().get(0);
    assertThat(rto.neededPerSecond())
        .as("30 of the 90 s are left after a minute")
        .isCloseTo(150 + (9_000 - 32) / 30.0, within(1e-9));
    assertThat(rto.longestOutageSeconds()).isCloseTo((90 * 50 + 32) / 200.0, within(1e-9));
    ConsumerConcurrency.Recovery lag = consumers.recoveries().get(1);
    assertThat(lag.neededPerSecond()).isCloseTo(150 + (9_000 - 32) / 45.0, within(1e-9));
    assertThat(lag.longestOutageSeconds()).isCloseTo((45 * 50 + 32) / 150.0, within(1e-9));
    assertThat(lag.isMetBy(200)).isFalse();
    assertThat(lag.consumersNeeded()).as("not within the four partitions").isNull();
    assertThat(consumers.workingIsLeast()).as("payment's backlog grew").isFalse();
    assertThat(consumers.stages())
        .extracting("saturated")
        .as("only payment had more to do than it could")
        .containsExactly(false, true, false);
  }

  @Test
  void everyStageIsToldItsConsumersAndTheLawSpeaksByTheLowerEndOfItsInterval() {
    Study study = KnownStudy.whole();
    // an RTO of 600 s at 150/s: 150 + (9000 − 32) / 540 = 166.6/s have to pass every stage
    PlanContext context =
        KnownStudy.withRecovery(
            KnownStudy.context(study),
            new PlanContext.RecoveryTarget(
                "payment",
                java.time.Duration.ofSeconds(600),
                PlanContext.RecoveryTarget.Counts.FROM_INJECTION,
                0L,
                "recovery.payment.rto"));

    ConsumerConcurrency.Recovery recovery =
        Dimensions.of(context, study).orElseThrow().consumers().recoveries().get(0);

    double needed = recovery.neededPerSecond();
    ScalabilityFit law = study.scalability().orElseThrow().fit();
    assertThat(recovery.consumers())
        .containsExactly(
            new ConsumerConcurrency.Need("inventory", 2, ConsumerConcurrency.Need.Basis.SEEN),
            new ConsumerConcurrency.Need("payment", 3, ConsumerConcurrency.Need.Basis.LAW),
            new ConsumerConcurrency.Need("fulfilment", 4, ConsumerConcurrency.Need.Basis.SEEN));
    assertThat(law.leastThroughputAt(3).getAsDouble()).isGreaterThanOrEqualTo(needed);
    assertThat(law.leastThroughputAt(2).getAsDouble()).isLessThan(needed);
    assertThat(recovery.consumersNeeded()).isEqualTo(3);
  }

  @Test
  void aStageOfWhichSoMuchWasNeverSeenIsNotMeasured() {
    ConsumerConcurrency.Recovery lag =
        of(KnownStudy.whole()).consumers().recoveries().get(1); // 349/s are needed

    assertThat(lag.consumers())
        .extracting("basis")
        .containsExactly(
            ConsumerConcurrency.Need.Basis.NOT_MEASURED,
            ConsumerConcurrency.Need.Basis.NOT_WITHIN,
            ConsumerConcurrency.Need.Basis.NOT_MEASURED);
    assertThat(lag.consumers()).extracting("consumers").containsOnlyNulls();
  }

  @Test
  void whereOrdersComeFasterThanTheyAreWorkedOffNoOutageIsMadeUpFor() {
    Study study = KnownStudy.whole();
    PlanContext context = KnownStudy.withTarget(KnownStudy.context(study), 201);

    List<ConsumerConcurrency.Recovery> recoveries =
        Dimensions.of(context, study).orElseThrow().consumers().recoveries();

    assertThat(recoveries).as("μ is 200").hasSize(2);
    assertThat(recoveries).extracting("longestOutageSeconds").containsOnly(0.0);
    assertThat(recoveries).noneMatch(recovery -> recovery.isMetBy(200));
  }

  @Test
  void whatCameOutWhileNoBacklogGrewIsOnlyTheLeastOfWhatIsWorkedOff() {
    Study whole = KnownStudy.whole();
    Study easy =
        new Study(
            whole.searched(),
            java.util.Optional.of(KnownStudy.probe(6, Purpose.SATURATION, 190)),
            whole.recovery(),
            whole.scalability(),
            whole.notMeasured());

    ConsumerConcurrency consumers = of(easy).consumers();

    assertThat(consumers.workingPerSecond()).isEqualTo(190);
    assertThat(consumers.workingIsLeast()).isTrue();
    assertThat(Planner.plan(KnownStudy.context(easy), easy).recommendations())
        .as("that it is too slow was not seen")
        .noneMatch(what -> what.what().startsWith("Work faster"));
  }

  @Test
  void withoutASaturationProbeNothingIsSaidOfRecovery() {
    ConsumerConcurrency consumers = of(KnownStudy.least()).consumers();

    assertThat(consumers.workingPerSecond()).isNull();
    assertThat(consumers.recoveries()).isEmpty();
    assertThat(consumers.stages()).extracting("workingPerSecond").containsOnlyNulls();
  }

  @Test
  void servicesAreInOrderOfHowFullTheyAreByLittlesLaw() {
    DownstreamTolerance downstream = of(KnownStudy.whole()).downstream();

    assertThat(downstream.safePerSecond()).isEqualTo(200);
    assertThat(downstream.services())
        .extracting("service")
        .containsExactly("payment-provider", "warehouse");
    DownstreamTolerance.ServiceUse warehouse = downstream.services().get(1);
    assertThat(warehouse.busy())
        .as("L = λ·W")
        .isCloseTo(warehouse.callsPerSecond() * warehouse.meanMs() / 1_000, within(1e-9));
    assertThat(warehouse.utilisation()).isCloseTo(0.25, within(1e-9));
    assertThat(warehouse.fullAtPerSecond()).as("four times what was measured").isNull();
    assertThat(downstream.degraded().orElseThrow().result().rate()).isEqualTo(100);
  }

  @Test
  void ifNothingWasSustainedNothingIsKnown() {
    Searched searched =
        new Searched(
            "healthy",
            "nothing is wrong",
            new RateSearch.Result(0, 0, 100, 0, false, false),
            List.of(
                new Judged(
                    KnownStudy.probe(1, Purpose.SEARCH, 300),
                    Judged.Answer.NOT_SUSTAINED,
                    List.of("grows"))));
    Study study =
        new Study(
            List.of(searched), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    assertThat(Dimensions.of(KnownStudy.context(KnownStudy.whole()), study)).isEmpty();
  }

  @Property(tries = 200)
  void theLongestOutageIsExactlyTheOneThatTheWorkingRateIsNeededFor(
      @ForAll @DoubleRange(min = 10, max = 199) double target) {
    Study study = KnownStudy.whole();
    PlanContext context = KnownStudy.withTarget(KnownStudy.context(study), target);

    ConsumerConcurrency consumers = Dimensions.of(context, study).orElseThrow().consumers();

    for (ConsumerConcurrency.Recovery recovery : consumers.recoveries()) {
      double longest = recovery.longestOutageSeconds();
      assertThat(recovery.isMetBy(200))
          .isEqualTo(longest >= ConsumerConcurrency.OUTAGE.toSeconds());
      LagRecoveryTable.Row row =
          LagRecoveryTable.row(
              java.time.Duration.ofNanos(Math.round(longest * 1e9)),
              "",
              target,
              200,
              Dimensions.allowed(study));
      boolean counted =
          recovery.target().counts() == PlanContext.RecoveryTarget.Counts.FROM_INJECTION;
      assertThat((counted ? longest : 0) + row.objectiveSeconds())
          .as("back just in time")
          .isCloseTo(recovery.target().within().toSeconds(), within(1e-3));
    }
  }

  @Test
  void noWorkingRateIsEnoughForAnRtoThatTheOutageAloneUsesUp() {
    Study study = KnownStudy.whole();
    PlanContext context =
        KnownStudy.withRecovery(
            KnownStudy.context(study),
            new PlanContext.RecoveryTarget(
                "payment",
                java.time.Duration.ofSeconds(45),
                PlanContext.RecoveryTarget.Counts.FROM_INJECTION,
                0L,
                "recovery.payment.rto"));

    ConsumerConcurrency.Recovery recovery =
        Dimensions.of(context, study).orElseThrow().consumers().recoveries().get(0);

    assertThat(recovery.neededPerSecond()).isNull();
    assertThat(recovery.isMetBy(1e9)).isFalse();
    assertThat(recovery.longestOutageSeconds()).isCloseTo((45 * 50 + 32) / 200.0, within(1e-9));
  }
}
