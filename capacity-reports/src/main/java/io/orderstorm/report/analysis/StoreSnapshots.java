package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StoreSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parity while the run went on: what the store held at a moment, against what its dump at the end
 * says was committed by then, and against what the services had performed by then.
 *
 * <ul>
 *   <li>A store never forgets: it can't have held more rows than its dump has from before.
 *   <li>A store never lags: rows that were committed well before have to be in it. A commit's time
 *       is taken before it is made, hence {@link #COMMIT_LASTS}.
 *   <li>A store never runs ahead: an effect is stored once its service has performed it.
 * </ul>
 *
 * <p>Only counts of each effect are compared; which order it was is left to the final parity check.
 */
final class StoreSnapshots {

  /** Longer than the store's driver waits for an answer. */
  private static final long COMMIT_LASTS = 12_000_000_000L;

  /** What services and stages may tell the same moment apart by. */
  private static final long TOLERANCE = 1_000_000_000L;

  private static final int EFFECTS = EffectType.values().length + 1;

  private final List<StoreSnapshot> snapshots = new ArrayList<>();
  private long[] byEnd = new long[0];
  private long[] surelyBy = new long[0];
  private Counts performed = new Counts(0);
  private Counts stored = new Counts(0);
  private Counts surelyStored = new Counts(0);

  /** Counts by the first snapshot that a moment is no later than, and effect. */
  private static final class Counts {
    private final long[][] counts;

    Counts(int snapshots) {
      this.counts = new long[snapshots][EFFECTS];
    }

    void add(long[] limits, long time, EffectType effect) {
      int found = Arrays.binarySearch(limits, time);
      int first = found >= 0 ? found : -found - 1;
      if (first < counts.length) {
        counts[first][effect.code()]++;
      }
    }

    /** From counts between snapshots to counts until each. */
    void sum() {
      for (int of = 1; of < counts.length; of++) {
        for (int effect = 0; effect < EFFECTS; effect++) {
          counts[of][effect] += counts[of - 1][effect];
        }
      }
    }

    long until(int moment, EffectType effect) {
      return counts[moment][effect.code()];
    }
  }

  /** Takes in a snapshot; all of them come before any effect. */
  void add(StoreSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  /** The snapshots are complete. */
  void seal() {
    snapshots.sort(Comparator.comparingLong(StoreSnapshot::beganNanos));
    byEnd = snapshots.stream().mapToLong(StoreSnapshot::endedNanos).sorted().distinct().toArray();
    surelyBy =
        snapshots.stream()
            .mapToLong(snapshot -> snapshot.beganNanos() - COMMIT_LASTS)
            .sorted()
            .distinct()
            .toArray();
    performed = new Counts(byEnd.length);
    stored = new Counts(byEnd.length);
    surelyStored = new Counts(surelyBy.length);
  }

  /** A service has performed an effect. */
  void performed(EffectType effect, long finishedNanos) {
    performed.add(byEnd, finishedNanos - TOLERANCE, effect);
  }

  /** The final dump has an effect. */
  void stored(EffectType effect, long committedNanos) {
    stored.add(byEnd, committedNanos, effect);
    surelyStored.add(surelyBy, committedNanos, effect);
  }

  /** How many moments were looked at. */
  int moments() {
    return byEnd.length;
  }

  /**
   * Compares; each effect that is too many or too few at its worst moment is a finding, but for
   * those that the final parity check has found already: a row that is gone for good is one defect.
   *
   * @param unequal how many mismatches of each effect there are at the end
   */
  void check(Findings findings, Clock clock, Map<EffectType, Long> unequal) {
    performed.sum();
    stored.sum();
    surelyStored.sum();
    for (EffectType effect : EffectType.values()) {
      Worst worst = new Worst();
      for (StoreSnapshot snapshot : snapshots) {
        if (snapshot.effect() == effect) {
          compare(snapshot, worst, clock);
        }
      }
      long more = worst.count - unequal.getOrDefault(effect, 0L);
      if (more > 0) {
        findings.add(Findings.PARITY, -1, worst.text);
        findings.addBeyond(Findings.PARITY, more - 1);
      }
    }
  }

  private void compare(StoreSnapshot of, Worst worst, Clock clock) {
    int end = Arrays.binarySearch(byEnd, of.endedNanos());
    int surely = Arrays.binarySearch(surelyBy, of.beganNanos() - COMMIT_LASTS);
    String held =
        String.format(
            Locale.ROOT,
            "%.1f s into the load the store held %d of %s",
            clock.sinceLoad(of.endedNanos()),
            of.rows(),
            of.effect());
    long kept = stored.until(end, of.effect());
    worst.see(of.rows() - kept, held + "; its dump has " + kept + " from before: it forgot some");
    long due = surelyStored.until(surely, of.effect());
    worst.see(due - of.rows(), held + "; its dump has " + due + " from long before");
    long done = performed.until(end, of.effect());
    worst.see(of.rows() - done, held + "; the service had performed " + done);
  }

  private static final class Worst {
    long count;
    String text = "";

    void see(long surplus, String what) {
      if (surplus > count) {
        count = surplus;
        text = what;
      }
    }
  }
}
