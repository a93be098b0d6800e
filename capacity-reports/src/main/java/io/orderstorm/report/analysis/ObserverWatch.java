package io.orderstorm.report.analysis;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * How the observer kept up with the brokers: by how much it was behind in each 5 s of the judged
 * part, the most records that it had still to see, and how far the brokers' clock is from its own.
 * Each record is looked at once.
 */
final class ObserverWatch {

  private static final long WINDOW = 5_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final int CHUNK_BITS = 12;

  private final long loadStart;
  private final long warmFrom;
  private final long mayLead;
  private final BrokerAbsence absence;
  private final Map<Long, Histogram> delays = new TreeMap<>();
  private final Map<Long, Long> least = new TreeMap<>();
  private final Map<Long, int[]> behind = new HashMap<>();
  private final Tally appended = new Tally(1);
  private final Tally seen = new Tally(-1);
  private Histogram delay = new Histogram(3);
  private long window = Long.MIN_VALUE;
  private long leastOfWindow = Long.MAX_VALUE;
  private int[] chunk = new int[1 << CHUNK_BITS];
  private long chunkNumber = Long.MIN_VALUE;
  private long ahead;
  private long lastReceived = Long.MIN_VALUE;

  /** Records that change how many are behind; those of one millisecond mostly come together. */
  private final class Tally {
    private final int each;
    private long millis;
    private int change;

    Tally(int each) {
      this.each = each;
    }

    void count(long of) {
      if (of != millis) {
        note();
        millis = of;
      }
      change += each;
    }

    void note() {
      if (change != 0) {
        change(millis, change);
        change = 0;
      }
    }
  }

  /**
   * Watches from the end of the warm-up.
   *
   * @param mayLead by how many nanoseconds the brokers' clock may be ahead
   */
  ObserverWatch(long loadStart, long warmFrom, long mayLead, BrokerAbsence absence) {
    this.loadStart = loadStart;
    this.warmFrom = warmFrom;
    this.mayLead = mayLead;
    this.absence = absence;
  }

  void see(long appendMillis, long received) {
    long append = appendMillis * MS;
    lastReceived = Math.max(lastReceived, received);
    ahead += append - received > mayLead ? 1 : 0;
    appended.count(appendMillis);
    seen.count(Math.floorDiv(received + MS - 1, MS));
    if (received >= warmFrom && !absence.within(append, received)) {
      long of = Math.floorDiv(received - loadStart, WINDOW);
      if (of != window) {
        turnTo(of);
      }
      delay.recordValue(Math.max(0, received - append));
      leastOfWindow = Math.min(leastOfWindow, received - append);
    }
  }

  private void turnTo(long of) {
    keepLeast();
    window = of;
    delay = delays.computeIfAbsent(of, w -> new Histogram(3));
    leastOfWindow = Long.MAX_VALUE;
  }

  private void keepLeast() {
    if (window != Long.MIN_VALUE) {
      least.merge(window, leastOfWindow, Math::min);
    }
  }

  private void change(long millis, int by) {
    long number = millis >> CHUNK_BITS;
    if (number != chunkNumber) {
      chunkNumber = number;
      chunk = behind.computeIfAbsent(number, c -> new int[1 << CHUNK_BITS]);
    }
    chunk[(int) (millis & ((1 << CHUNK_BITS) - 1))] += by;
  }

  /** The highest p99 of receive − append of any 5 s, in nanoseconds. */
  long worstP99() {
    long worst = 0;
    for (Histogram of : delays.values()) {
      worst = Math.max(worst, of.getValueAtPercentile(99));
    }
    return worst;
  }

  /** The same of the 5 s that touch a span. */
  long worstP99(long from, long to) {
    long worst = 0;
    for (Map.Entry<Long, Histogram> of : delays.entrySet()) {
      long begins = loadStart + of.getKey() * WINDOW;
      if (begins + WINDOW > from && begins < to) {
        worst = Math.max(worst, of.getValue().getValueAtPercentile(99));
      }
    }
    return worst;
  }

  /** The most records that had been appended and not yet received, at any millisecond. */
  long mostBehind() {
    appended.note();
    seen.note();
    long most = 0;
    long now = 0;
    for (int[] changes : new TreeMap<>(behind).values()) {
      for (int change : changes) {
        now += change;
        most = Math.max(most, now);
      }
    }
    return most;
  }

  /** Records that were received before they were appended, by more than clocks may be apart. */
  long ahead() {
    return ahead;
  }

  long lastReceived() {
    return lastReceived;
  }

  /** The least delay of each 5 s in which there was one, in order of time. */
  long[] leastDelays() {
    keepLeast();
    return least.values().stream().mapToLong(v -> v).toArray();
  }
}
