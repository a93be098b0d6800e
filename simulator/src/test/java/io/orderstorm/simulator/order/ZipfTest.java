package io.orderstorm.simulator.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ZipfTest {
  private static final int DRAWS = 200_000;

  @Property(tries = 20)
  void popularityFallsWithThePowerOfTheRank(
      @ForAll @IntRange(min = 20, max = 5_000) int ranks,
      @ForAll @DoubleRange(min = 0, max = 1.5) double exponent,
      @ForAll long seed) {
    var zipf = new Zipf(ranks, exponent);
    int[] drawn = new int[ranks];
    for (int draw = 0; draw < DRAWS; draw++) {
      drawn[zipf.rank(Chance.bits(seed, draw, 0))]++;
    }

    double norm = 0;
    for (int rank = 1; rank <= ranks; rank++) {
      norm += Math.pow(rank, -exponent);
    }
    for (int rank : new int[] {1, 2, 5, 20}) {
      double expected = DRAWS * Math.pow(rank, -exponent) / norm;
      assertThat((double) drawn[rank - 1])
          .as("draws of rank %d", rank)
          .isCloseTo(expected, within(6 * Math.sqrt(expected) + 1));
    }
    assertThat(Arrays.stream(drawn).sum()).isEqualTo(DRAWS);
  }
}
