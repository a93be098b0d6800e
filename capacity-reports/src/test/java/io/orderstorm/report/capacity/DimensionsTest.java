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

  private static Dimensions of(Study study) {
    return Dimensions.of(KnownStudy.context(study), study).orElseThrow();
  }

  @Test
  void theDimensionThatGivesOutFirstAndTheOneAfterItAreNamed() {
    Dimensions dimensions = of(KnownStudy.whole());

    assertThat(dimensions.first()).isEqualTo("downstream tolerance");
    assertThat(dimensions.downstream().limit())
        .isEqualTo(new DimensionLimit("payment-provider", 200, Known.PREDICTED));
    assertThat(dimensions.next()).as("payment's 16 calls are a quarter in use: not said").isNull();
    assertThat(dimensions.consumers().limit())
        .isEqualTo(new DimensionLimit("payment calls", 600, Known.NOT_REACHED));
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
  void aTargetFarBeyondWhatWasMeasuredIsNotExtrapolatedTo() {
    ProbeFigures best = KnownStudy.probe(1, Purpose.SEARCH, 100);

    assertThat(
            PartitionSaturation.of(best, List.of(best), 4, 301.0).topics().get(0).busiestAtTarget())
        .isNull();
    assertThat(
            PartitionSaturation.of(best, List.of(best), 4, 300.0).topics().get(0).busiestAtTarget())
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

    assertThat(PartitionSaturation.of(good, List.of(good, behind), 4, null).limit())
        .isEqualTo(new DimensionLimit("brokers", 190, Known.SEEN));
  }

  @Test
  void recoveryInTimeAsksForAWorkingRateAndSaysWhichOutageItReachesFor() {
    ConsumerConcurrency consumers = of(KnownStudy.whole()).consumers();

    ConsumerConcurrency.Recovery recovery = consumers.recoveries().get(0);
    assertThat(consumers.recoveries()).as("ingestion consumes nothing").hasSize(1);
    assertThat(consumers.workingPerSecond()).isEqualTo(200);
    // λ 150, μ 200, A 32 (twice the mean of 16), R 45 s
    assertThat(recovery.neededPerSecond()).isCloseTo(150 + (9_000 - 32) / 45.0, within(1e-9));
    assertThat(recovery.longestOutageSeconds()).isCloseTo((45 * 50 + 32) / 150.0, within(1e-9));
    assertThat(recovery.isMetBy(200)).isFalse();
    assertThat(recovery.consumersNeeded()).as("not within the four partitions").isNull();
    assertThat(consumers.stages())
        .extracting("saturated")
        .as("only payment had more to do than it could")
        .containsExactly(false, true, false);
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

    ConsumerConcurrency.Recovery recovery = consumers.recoveries().get(0);
    assertThat(recovery.isMetBy(200))
        .isEqualTo(recovery.longestOutageSeconds() >= ConsumerConcurrency.OUTAGE.toSeconds());
    LagRecoveryTable.Row row =
        LagRecoveryTable.row(
            java.time.Duration.ofNanos(Math.round(recovery.longestOutageSeconds() * 1e9)),
            "",
            target,
            200,
            Dimensions.allowed(study));
    assertThat(row.objectiveSeconds()).as("made up for just in time").isCloseTo(45, within(1e-3));
  }
}
