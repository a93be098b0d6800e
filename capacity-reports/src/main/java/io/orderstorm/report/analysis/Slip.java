package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.scan.SendScan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Histogram own = new Histogram(3);
  private final Map<ProbeWindow, Histogram> within = new LinkedHashMap<>();
  private final SecondCounts due;
  private final SecondCounts placed;
  private final SecondCounts undelayed;

  private Slip(Clock clock) {
    this.due = new SecondCounts(clock);
    this.placed = new SecondCounts(clock);
    this.undelayed = new SecondCounts(clock);
  }

  static Slip of(Evidence evidence, Clock clock) {
    return follow(evidence, new Slip(clock));
  }

  /** The p99 within each window's judged part, in milliseconds. */
  static double[] p99MsWithin(Evidence evidence, Clock clock, List<ProbeWindow> windows) {
    Slip slip = new Slip(clock);
    windows.forEach(window -> slip.within.put(window, new Histogram(3)));
    follow(evidence, slip);
    return windows.stream()
        .mapToDouble(
            window -> slip.within.getOrDefault(window, slip.own).getValueAtPercentile(99) / 1e6)
        .toArray();
  }

  private static Slip follow(Evidence evidence, Slip slip) {
    evidence.forEachSendFile(
        scan -> {
          if (evidence.promises.inOrder(scan.file())) {
            slip.followFile(scan);
          } else {
            slip.followSorted(scan, evidence.promises.firstSent());
          }
        });
    return slip;
  }

  private void followFile(SendScan scan) {
    Run run = new Run();
    while (scan.next()) {
      countPlaced(scan);
      run.send(scan.intendedNanos(), scan.sentNanos(), scan.returnedNanos());
    }
  }

  private void countPlaced(SendScan scan) {
    if (scan.type() == EventType.ORDER_PLACED) {
      placed.add(scan.intendedNanos());
    }
  }

  /** Several threads may have written to the file: by microseconds, then as it stands there. */
  private void followSorted(SendScan scan, long firstSent) {
    Longs intended = new Longs();
    Longs sent = new Longs();
    Longs returned = new Longs();
    Longs micros = new Longs();
    while (scan.next()) {
      countPlaced(scan);
      intended.add(scan.intendedNanos());
      sent.add(scan.sentNanos());
      returned.add(scan.returnedNanos());
      micros.add((scan.sentNanos() - firstSent) / 1000);
    }
    Run run = new Run();
    for (int row : TimeOrder.of(micros.toArray(), micros.size())) {
      run.send(intended.get(row), sent.get(row), returned.get(row));
    }
  }

  /** The sends of one generator in the order in which it made them. */
  private final class Run {

    private boolean catchingUp;
    private long deadline;
    private long blocked;
    private long carried;
    private long free = Long.MIN_VALUE;

    void send(long intended, long sent, long returned) {
      long late = Math.max(0, sent - intended);
      if (catchingUp && (late < BLOCKED || sent > deadline)) {
        catchingUp = false;
        blocked = 0;
        carried = 0;
      }
      long pause = sent - Math.max(free, intended);
      carried += catchingUp && pause >= BLOCKED ? pause : 0;
      record(intended, catchingUp ? Math.min(late, carried) : late);
      long inside = returned - sent;
      if (inside >= BLOCKED) {
        catchingUp = true;
        blocked += inside;
        deadline = returned + LONGEST_CATCH_UP * blocked;
      }
      free = returned;
    }
  }

  private void record(long intended, long slip) {
    own.recordValue(slip);
    within.forEach(
        (window, of) -> {
          if (intended >= window.judgedNanos() && intended < window.endNanos()) {
            of.recordValue(slip);
          }
        });
    due.add(intended);
    undelayed.add(intended + slip);
  }

  double p99Ms() {
    return own.getValueAtPercentile(99) / 1e6;
  }

  /** When sends were due. */
  SecondCounts due() {
    return due;
  }

  /** When orders were to be placed. */
  SecondCounts placed() {
    return placed;
  }

  /** When the sends would have been made without blocking. */
  SecondCounts undelayed() {
    return undelayed;
  }
}
