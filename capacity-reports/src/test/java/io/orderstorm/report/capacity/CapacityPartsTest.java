package io.orderstorm.report.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.synthetic.KnownStudy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CapacityPartsTest {

  @Test
  void aSteadyBacklogRarelyLooksLikeAGrowingOneAlthoughItsReadingsFollowOneAnother() {
    SplittableRandom random = new SplittableRandom(2);
    int alarms = 0;
    int windows = 500;
    for (int window = 0; window < windows; window++) {
      double[] readings = new double[200];
      double wave = 0;
      for (int i = 0; i < readings.length; i++) {
        wave = 0.8 * wave + random.nextGaussian();
        readings[i] = 40 + wave;
      }
      alarms += Slope.of(readings, 0.1).low() > 0 ? 1 : 0;
    }

    assertThat(alarms / (double) windows).isLessThan(0.06);
  }

  @Property(tries = 60)
  void theSlopeOfALineIsThatOfTheLine(@ForAll @DoubleRange(min = -50, max = 50) double slope) {
    double[] readings = new double[100];
    for (int i = 0; i < readings.length; i++) {
      readings[i] = 7 + slope * i * 0.25;
    }

    Slope found = Slope.of(readings, 0.25);

    assertThat(found.perSecond()).isCloseTo(slope, within(1e-6));
    assertThat(found.low()).isLessThanOrEqualTo(slope + 1e-6);
    assertThat(found.high()).isGreaterThanOrEqualTo(slope - 1e-6);
  }

  @Test
  void tooFewReadingsHaveNoSlope() {
    assertThatThrownBy(() -> Slope.of(new double[35], 1))
        .hasMessage("a slope needs at least 36 readings, there are 35");
  }

  @Test
  void aBacklogFallsByWhatIsWorkedBeyondWhatArrives() {
    Map<String, Double> loads = new LinkedHashMap<>();
    loads.put("baseline", 100.0);
    loads.put("campaign", 250.0);

    LagRecoveryTable table = LagRecoveryTable.of(loads, 200, 1_000);

    LagRecoveryTable.Row minute = table.rows().get(0);
    assertThat(minute.outage()).isEqualTo(Duration.ofMinutes(1));
    assertThat(minute.backlog()).isEqualTo(6_000);
    assertThat(minute.drainSeconds()).isEqualTo(60);
    assertThat(minute.objectiveSeconds()).isEqualTo(50);
    assertThat(table.rows().get(1).drainSeconds()).as("more arrives than is worked").isNull();
    assertThat(table.rows()).hasSize(8);
  }

  @Test
  void theKneeIsWhereTheCurveBends() {
    List<Knee.Point> hockeyStick = new ArrayList<>();
    for (int rate = 100; rate <= 1_000; rate += 100) {
      hockeyStick.add(new Knee.Point(rate, 20 + 5 / (1.02 - rate / 1_000.0)));
    }

    assertThat(Knee.of(hockeyStick))
        .hasValueSatisfying(knee -> assertThat(knee.ratePerSecond()).isBetween(800.0, 900.0));
    assertThat(Knee.of(hockeyStick.subList(0, 4))).as("too few points").isEmpty();
  }

  @Test
  void aStraightLineHasNoKnee() {
    List<Knee.Point> line = new ArrayList<>();
    for (int rate = 1; rate <= 8; rate++) {
      line.add(new Knee.Point(rate, 10.0 * rate));
    }

    assertThat(Knee.of(line)).isEmpty();
  }

  @Test
  void theFullestResourceComesFirstAndIsFullAtTheRateOverItsUtilisation() {
    Bottleneck at =
        new Bottleneck(
            100,
            List.of(
                new Bottleneck.Resource("cores", "2 cores", 100, 0.9, 2),
                new Bottleneck.Resource("payment-provider", "4 calls", 80, 2, 4),
                new Bottleneck.Resource("warehouse", "8 calls", 80, 2, 8)),
            null);

    assertThat(at.resources().get(0).name()).isEqualTo("payment-provider");
    assertThat(at.resources().get(0).secondsEach()).as("W = L/λ").isEqualTo(0.025);
    assertThat(at.fullAt(at.resources().get(0))).hasValue(200);
    assertThat(at.fullAt(at.resources().get(1)))
        .as("45 % of the cores in one probe say nothing of 222/s")
        .isEmpty();
    assertThat(at.fullAt(at.resources().get(2))).as("four times what was measured").isEmpty();
  }

  @Test
  void ordersThatWereNeverThroughAreToldOfASustainedProbe() {
    ProbeFigures sound = KnownStudy.probe(1, ProbeWindow.Purpose.SEARCH, 100);
    List<ProbeFigures.StageFigures> stages = new ArrayList<>(sound.stages());
    stages.set(
        4,
        new ProbeFigures.StageFigures(
            "end-to-end", 100, 100, 1.0, 9.0, 3, 4, 8, new Slope(0, -0.1, 0.1)));

    Judged judged = Criterion.judge(KnownStudy.withStages(sound, stages));

    assertThat(judged.answer()).isEqualTo(Judged.Answer.SUSTAINED);
    assertThat(judged.reasons())
        .containsExactly(
            "objectives hold and no backlog grows, but 3 of 2,000 orders were never through");
    assertThat(Criterion.judge(sound).reasons())
        .containsExactly("objectives hold and no backlog grows");
  }

  @Test
  void aForecastTakesTheStatedPercentileOfItsMinutes() {
    List<Double> minutes = new ArrayList<>();
    for (int minute = 1; minute <= 100; minute++) {
      minutes.add(60.0 * minute);
    }

    Forecast forecast = Forecast.ofMinutes(minutes, 95, 1.2);

    assertThat(forecast.baselinePerSecond()).isEqualTo(50);
    assertThat(forecast.peakPerSecond()).isEqualTo(99);
    assertThat(forecast.campaignPerSecond()).isCloseTo(114, within(1e-9));
    assertThat(Forecast.ofPeak(10, 40, 1.5, 1.2).campaignPerSecond()).isCloseTo(72, within(1e-9));
  }
}
