package io.orderstorm.report.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;
import org.junit.jupiter.api.Test;

class ProportionsTest {

  /** Fisher, "The Design of Experiments", 1935: three of four cups told right by chance. */
  @Test
  void theTeaTastingLadyMightHaveGuessed() {
    assertThat(Proportions.greater(1, 4, 3, 4)).isCloseTo(17.0 / 70, within(1e-9));
    assertThat(Proportions.greater(0, 4, 4, 4)).isCloseTo(1.0 / 70, within(1e-9));
  }

  /** Newcombe, 1998, table II, example (a): 56/70 − 48/80 by method 10. */
  @Test
  void theIntervalOfADifferenceIsThePublishedOne() {
    Proportions.Interval interval = Proportions.difference(48, 80, 56, 70);

    assertThat(interval.low()).isCloseTo(0.0524, within(5e-5));
    assertThat(interval.high()).isCloseTo(0.3339, within(5e-5));
  }

  @Test
  void aTailOfTheBinomialDistributionIsTheSumOfItsTerms() {
    assertThat(Proportions.atLeast(0, 10, 0.05)).isEqualTo(1);
    assertThat(Proportions.atLeast(1, 10, 0.05)).isCloseTo(1 - Math.pow(0.95, 10), within(1e-12));
    assertThat(Proportions.atLeast(2, 2, 0.05)).isCloseTo(0.0025, within(1e-12));
  }

  @Property(tries = 500)
  void theQuickSumIsThatOfTheWholeTail(
      @ForAll @IntRange(max = 40) int firstHits,
      @ForAll @IntRange(max = 60) int firstOthers,
      @ForAll @IntRange(max = 40) int hits,
      @ForAll @IntRange(max = 60) int others) {
    int first = firstHits + firstOthers + 1;
    int second = hits + others + 1;
    var table = new HypergeometricDistribution(first + second, firstHits + hits, second);

    assertThat(Proportions.greater(firstHits, first, hits, second))
        .isCloseTo(table.upperCumulativeProbability(hits), within(1e-9));
  }

  @Test
  void millionsOfEventsAreJudgedAtOnce() {
    assertThat(Proportions.greater(960_000, 1_000_000, 480_000, 500_000))
        .isCloseTo(0.5, within(0.01));
    assertThat(Proportions.different(960_000, 1_000_000, 475_000, 500_000)).isLessThan(1e-100);
  }

  @Property(tries = 300)
  void equalSharesAreNeverEvidenceAndSwappingTheVersionsChangesNothing(
      @ForAll @IntRange(max = 60) int hits,
      @ForAll @IntRange(min = 60, max = 200) int events,
      @ForAll @IntRange(max = 60) int others,
      @ForAll @IntRange(min = 60, max = 200) int more) {
    assertThat(Proportions.greater(hits, events, hits, events)).isGreaterThanOrEqualTo(0.5);
    assertThat(Proportions.different(hits, events, others, more))
        .isCloseTo(Proportions.different(others, more, hits, events), within(1e-9));
  }
}
