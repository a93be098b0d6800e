package io.orderstorm.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupComparisonTest {

  private static final int METRICS = 7;
  private static final int SLOWED = 2;

  /**
   * Runs of a machine: what hits a whole run, and what hits one metric of it; some runs are odd.
   */
  private record Machine(double shared, double own, double oddShare) {

    List<Measured> runs(int each, double slowdown, SplittableRandom random) {
      double[][] values = new double[METRICS][2 * each];
      for (int run = 0; run < 2 * each; run++) {
        double odd = random.nextDouble() < oddShare ? 3 : 1;
        double common = shared * odd * random.nextGaussian();
        for (int metric = 0; metric < METRICS; metric++) {
          double treated = run >= each && metric == SLOWED ? Math.log1p(slowdown) : 0;
          values[metric][run] =
              Math.exp(Math.log(20 + metric) + treated + common + own * random.nextGaussian());
        }
      }
      List<Measured> family = new ArrayList<>();
      for (int metric = 0; metric < METRICS; metric++) {
        List<Double> all = new ArrayList<>();
        for (double value : values[metric]) {
          all.add(value);
        }
        family.add(
            new Measured("m" + metric, "ms", all.subList(0, each), all.subList(each, 2 * each)));
      }
      return family;
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 0.0, 0.03, 0", "4, 0.03, 0.02, 0", "5, 0.02, 0.02, 0.2", "6, 0.05, 0.01, 0"})
  void groupsThatDoNotDifferRaiseAnAlarmInAtMostFivePercent(
      int each, double shared, double own, double odd) {
    int groups = 2_000;
    SplittableRandom random = new SplittableRandom(7 * each);
    int alarms = 0;
    for (int group = 0; group < groups; group++) {
      GroupComparison compared =
          GroupComparison.of(new Machine(shared, own, odd).runs(each, 0, random), List.of());
      alarms += compared.tests().stream().anyMatch(t -> t.finding() != Finding.NONE) ? 1 : 0;
    }

    // more alarms than this would have a chance of one in a thousand if 5 % were true
    int most = new BinomialDistribution(groups, 0.05).inverseCumulativeProbability(0.999);
    assertThat(alarms).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({"4, 0.02, 0.8", "6, 0.03, 0.8", "8, 0.04, 0.8"})
  void aStageThatIsTenPercentSlowerIsFound(int each, double spread, double share) {
    int groups = 300;
    SplittableRandom random = new SplittableRandom(11);
    int found = 0;
    int elsewhere = 0;
    for (int group = 0; group < groups; group++) {
      List<MetricDifference> tests =
          GroupComparison.of(new Machine(0, spread, 0).runs(each, 0.1, random), List.of()).tests();
      found += tests.get(SLOWED).finding() == Finding.REGRESSION ? 1 : 0;
      elsewhere +=
          tests.stream().filter(t -> t.finding() != Finding.NONE).count()
                  > (tests.get(SLOWED).finding() == Finding.NONE ? 0 : 1)
              ? 1
              : 0;
    }

    assertThat(found / (double) groups).isGreaterThan(share);
    assertThat(elsewhere / (double) groups).isLessThan(0.08);
  }

  @Property(tries = 60)
  void theRatioOfRunsThatAllMovedAlikeIsThatRatio(
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
      @ForAll @DoubleRange(min = 0.2, max = 5) double factor,
      @ForAll @IntRange(min = 4, max = 7) int each) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> base = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int run = 0; run < each; run++) {
      base.add(10 * Math.exp(0.05 * random.nextGaussian()));
      with.add(base.get(run) * factor);
    }

    MetricDifference test =
        GroupComparison.of(List.of(new Measured("m", "ms", base, with)), List.of()).tests().get(0);

    assertThat(test.ratioLow()).isLessThanOrEqualTo(factor * (1 + 1e-9));
    assertThat(test.ratioHigh()).isGreaterThanOrEqualTo(factor * (1 - 1e-9));
    assertThat(test.ratio()).isBetween(test.ratioLow() - 1e-9, test.ratioHigh() + 1e-9);
  }

  @Test
  void theIntervalHoldsTheTrueRatioAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(3);
    int groups = 1_000;
    int held = 0;
    for (int group = 0; group < groups; group++) {
      MetricDifference test =
          GroupComparison.of(new Machine(0, 0.05, 0).runs(5, 0.1, random), List.of())
              .tests()
              .get(SLOWED);
      held += test.ratioLow() <= 1.1 && 1.1 <= test.ratioHigh() ? 1 : 0;
    }

    int least = new BinomialDistribution(groups, 0.95).inverseCumulativeProbability(0.001);
    assertThat(held).isGreaterThanOrEqualTo(least);
  }

  @Test
  void fourRunsASideThatDoNotOverlapAreToldApartAndTheBoundsAreTheirNearestAndFarthest() {
    Measured apart =
        new Measured("m", "ms", List.of(10.0, 10.1, 9.9, 10.2), List.of(20.0, 20.4, 19.8, 20.2));

    GroupComparison compared = GroupComparison.of(List.of(apart), List.of(apart));

    MetricDifference test = compared.tests().get(0);
    assertThat(compared.arrangements()).isEqualTo(70);
    assertThat(compared.exact()).isTrue();
    assertThat(test.p()).isCloseTo(2 / 70.0, within(1e-12));
    assertThat(test.finding()).isEqualTo(Finding.REGRESSION);
    assertThat(test.ratioLow()).isCloseTo(19.8 / 10.2, within(1e-9));
    assertThat(test.ratioHigh()).isCloseTo(20.4 / 9.9, within(1e-9));
    assertThat(compared.tails().get(0).ratio()).isCloseTo(2, within(0.01));
    assertThat(compared.hasRegression()).isTrue();
  }

  @Test
  void manyRunsAreSampledAndTheSampleIsAlwaysTheSame() {
    List<Measured> family = new Machine(0, 0.05, 0).runs(12, 0.1, new SplittableRandom(5));

    GroupComparison once = GroupComparison.of(family, List.of());

    assertThat(once.exact()).isFalse();
    assertThat(GroupComparison.of(family, List.of())).isEqualTo(once);
  }

  @Test
  void runsThatAreAllAlikeDoNotDiffer() {
    Measured same =
        new Measured("m", "ms", List.of(1.0, 1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0, 1.0));

    assertThat(GroupComparison.of(List.of(same), List.of()).tests().get(0).finding())
        .isEqualTo(Finding.NONE);
  }

  @Test
  void aMetricThatAloneChangesIsFoundThoughNothingElseVariesAtAll() {
    Measured moved =
        new Measured("moved", "ms", List.of(1.0, 1.0, 1.0, 1.0), List.of(2.0, 2.0, 2.0, 2.0));
    Measured still =
        new Measured("still", "ms", List.of(1.0, 1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0, 1.0));

    List<MetricDifference> tests =
        GroupComparison.of(List.of(moved, still, still), List.of()).tests();

    assertThat(tests.get(0).finding()).isEqualTo(Finding.REGRESSION);
    assertThat(tests.get(0).p()).isCloseTo(2 / 70.0, within(1e-12));
    assertThat(tests.get(1).finding()).isEqualTo(Finding.NONE);
  }

  @Test
  void threeRunsASideAreNoTest() {
    Measured few = new Measured("m", "ms", List.of(1.0, 1.0, 1.0), List.of(2.0, 2.0, 2.0, 2.0));

    assertThatThrownBy(() -> GroupComparison.of(List.of(few), List.of()))
        .hasMessage("a test needs at least 4 runs a side, there are 3 and 4");
  }

  @ParameterizedTest
  @CsvSource({"BRBRBRBR, true", "BRRBBRRB, true", "BBRRBBRR, false", "BBBBRRRR, false"})
  void groupsHaveToTakeTurns(String turns, boolean holds) {
    assertThat(Interleaving.holds(turns)).isEqualTo(holds);
  }
}
