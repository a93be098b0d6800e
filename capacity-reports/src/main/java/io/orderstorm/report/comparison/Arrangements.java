package io.orderstorm.report.comparison;

import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.hipparchus.util.CombinatoricsUtils;

/**
 * The ways to divide the runs into two groups as large as the real ones: all of them where they are
 * few, else a seeded sample. What was really done is always the first of them.
 */
final class Arrangements {

  /** 9 runs a side still have all of their 48,620. */
  private static final long MOST_EXACT = 50_000;

  private static final int SAMPLED = 20_000;
  private static final long SEED = 20_261_127;

  private final int base;
  private final int with;
  private final long all;

  Arrangements(int base, int with) {
    this.base = base;
    this.with = with;
    double ways = CombinatoricsUtils.binomialCoefficientDouble(base + with, with);
    this.all = ways <= MOST_EXACT ? Math.round(ways) : Long.MAX_VALUE;
  }

  boolean areExact() {
    return all <= MOST_EXACT;
  }

  /** How many {@link #forEach} visits, the real one included. */
  int count() {
    return areExact() ? (int) all : SAMPLED;
  }

  /**
   * Visits each, the real one first.
   *
   * @param visitor is given which runs are with the treatment; the array is used again
   */
  void forEach(Consumer<boolean[]> visitor) {
    boolean[] treated = new boolean[base + with];
    Arrays.fill(treated, base, base + with, true);
    boolean[] real = treated.clone();
    visitor.accept(treated);
    if (areExact()) {
      Iterator<int[]> combinations = CombinatoricsUtils.combinationsIterator(base + with, with);
      while (combinations.hasNext()) {
        Arrays.fill(treated, false);
        for (int run : combinations.next()) {
          treated[run] = true;
        }
        if (!Arrays.equals(treated, real)) {
          visitor.accept(treated);
        }
      }
    } else {
      SplittableRandom random = new SplittableRandom(SEED);
      for (int i = 1; i < SAMPLED; i++) {
        shuffle(treated, random);
        visitor.accept(treated);
      }
    }
  }

  private static void shuffle(boolean[] treated, SplittableRandom random) {
    for (int last = treated.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      boolean kept = treated[last];
      treated[last] = treated[other];
      treated[other] = kept;
    }
  }
}
