package io.orderstorm.report.analysis;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * The generator's own lateness: how much later than intended {@code send()} was entered, without
 * the time that was spent blocked inside {@code send()} and the catch-up after it. Those are the
 * system's doing and count as latency; the rest is the generator's and makes a run void.
 *
 * <p>A send that takes 5 ms or more has blocked. Catch-up begins when it returns and ends with the
 * first send that is late by less than 5 ms, at the latest after three times the blocked time. A
 * pause of 5 ms or more between two sends of a catch-up is the generator's own.
 */
final class Slip {

  private static final long BLOCKED = 5_000_000L;
  private static final int LONGEST_CATCH_UP = 3;

  private final Journal journal;
  private final Histogram own = new Histogram(3);
  private final Longs adjusted = new Longs();
  private final Longs intended = new Longs();

  private Slip(Journal journal) {
    this.journal = journal;
  }

  static Slip of(Journal journal) {
    Slip slip = new Slip(journal);
    int generators = 0;
    for (int row = 0; row < journal.rows(); row++) {
      generators = Math.max(generators, journal.generator(row) + 1);
    }
    for (int generator = 0; generator < generators; generator++) {
      slip.follow(slip.inOrderOfSends(generator));
    }
    return slip;
  }

  private long[] inOrderOfSends(int generator) {
    long base = Long.MAX_VALUE;
    for (int row = 0; row < journal.rows(); row++) {
      base = Math.min(base, journal.sent(row));
    }
    Longs keys = new Longs();
    for (int row = 0; row < journal.rows(); row++) {
      if (journal.generator(row) == generator) {
        keys.add((((journal.sent(row) - base) / 1000) << 26) | row);
      }
    }
    return keys.sorted();
  }

  private void follow(long[] keys) {
    boolean catchingUp = false;
    long deadline = 0;
    long blocked = 0;
    long carried = 0;
    long free = Long.MIN_VALUE;
    for (long key : keys) {
      int row = (int) (key & ((1L << 26) - 1));
      long late = Math.max(0, journal.sent(row) - journal.intended(row));
      if (catchingUp && (late < BLOCKED || journal.sent(row) > deadline)) {
        catchingUp = false;
        blocked = 0;
        carried = 0;
      }
      long pause = journal.sent(row) - Math.max(free, journal.intended(row));
      carried += catchingUp && pause >= BLOCKED ? pause : 0;
      record(row, catchingUp ? Math.min(late, carried) : late);
      long inside = journal.returned(row) - journal.sent(row);
      if (inside >= BLOCKED) {
        catchingUp = true;
        blocked += inside;
        deadline = journal.returned(row) + LONGEST_CATCH_UP * blocked;
      }
      free = journal.returned(row);
    }
  }

  private void record(int row, long slip) {
    own.recordValue(slip);
    intended.add(journal.intended(row));
    adjusted.add(journal.intended(row) + slip);
  }

  double p99Ms() {
    return own.getValueAtPercentile(99) / 1e6;
  }

  /** The intended times of all sends, sorted. */
  long[] intendedTimes() {
    return intended.sorted();
  }

  /** When the sends would have been made without blocking, sorted. */
  long[] ownTimes() {
    long[] times = adjusted.toArray();
    Arrays.sort(times);
    return times;
  }
}
