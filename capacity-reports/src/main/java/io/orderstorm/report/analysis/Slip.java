package io.orderstorm.report.analysis;

import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.scan.SendScan;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The generators' own lateness: how much later than intended {@code send()} was entered, without
 * the time that was spent blocked inside {@code send()} and the catch-up after it. Those are the
 * system's doing and count as latency; the rest is the generator's and makes a run void. Each
 * generator is judged by its own sends, those of one file of the journal: figures over all of them
 * would hide one that is late among others that are not.
 *
 * <p>A send that takes 5 ms or more has blocked. Catch-up begins when it returns and ends with the
 * first send that is late by less than 5 ms, at the latest after three times the blocked time. A
 * pause of 5 ms or more between two sends of a catch-up is the generator's own.
 */
final class Slip {

  private static final long BLOCKED = 5_000_000L;
  private static final int LONGEST_CATCH_UP = 3;
  private static final String SENDS = ".sends.bin";

  private final Clock clock;
  private final List<ProbeWindow> windows;
  private final List<Generator> generators = new ArrayList<>();
  private final SecondCounts placed;

  private Slip(Clock clock, List<ProbeWindow> windows) {
    this.clock = clock;
    this.windows = windows;
    this.placed = new SecondCounts(clock);
  }

  static Slip of(Evidence evidence, Clock clock) {
    return new Slip(clock, List.of()).follow(evidence);
  }

  /** The worst generator's p99 within each window's judged part, in milliseconds. */
  static double[] p99MsWithin(Evidence evidence, Clock clock, List<ProbeWindow> windows) {
    Slip slip = new Slip(clock, windows).follow(evidence);
    double[] worst = new double[windows.size()];
    for (Generator generator : slip.generators) {
      for (int i = 0; i < worst.length; i++) {
        worst[i] = Math.max(worst[i], p99Ms(generator.within.get(i)));
      }
    }
    return worst;
  }

  private static double p99Ms(Histogram of) {
    return of.getValueAtPercentile(99) / 1e6;
  }

  private Slip follow(Evidence evidence) {
    evidence.forEachSendFile(
        scan -> {
          var generator = new Generator(scan.file().getFileName().toString().replace(SENDS, ""));
          generators.add(generator);
          if (evidence.promises.inOrder(scan.file())) {
            followFile(scan, generator);
          } else {
            followSorted(scan, generator, evidence.promises.firstSent());
          }
        });
    return this;
  }

  private void followFile(SendScan scan, Generator generator) {
    while (scan.next()) {
      countPlaced(scan);
      generator.send(scan.intendedNanos(), scan.sentNanos(), scan.returnedNanos());
    }
  }

  private void countPlaced(SendScan scan) {
    if (scan.type() == EventType.ORDER_PLACED) {
      placed.add(scan.intendedNanos());
    }
  }

  /** Several threads may have written to the file: by microseconds, then as it stands there. */
  private void followSorted(SendScan scan, Generator generator, long firstSent) {
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
    for (int row : TimeOrder.of(micros.toArray(), micros.size())) {
      generator.send(intended.get(row), sent.get(row), returned.get(row));
    }
  }

  /** The sends of one generator in the order in which it made them. */
  final class Generator {

    private final String name;
    private final Histogram own = new Histogram(3);
    private final List<Histogram> within = new ArrayList<>();
    private final SecondCounts due = new SecondCounts(clock);
    private final SecondCounts undelayed = new SecondCounts(clock);
    private boolean catchingUp;
    private long deadline;
    private long blocked;
    private long carried;
    private long free = Long.MIN_VALUE;

    private Generator(String name) {
      this.name = name;
      windows.forEach(window -> within.add(new Histogram(3)));
    }

    private void send(long intended, long sent, long returned) {
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

    private void record(long intended, long slip) {
      own.recordValue(slip);
      for (int i = 0; i < within.size(); i++) {
        ProbeWindow window = windows.get(i);
        if (intended >= window.judgedNanos() && intended < window.endNanos()) {
          within.get(i).recordValue(slip);
        }
      }
      due.add(intended);
      undelayed.add(intended + slip);
    }

    /** As its file of the journal is named. */
    String name() {
      return name;
    }

    double p99Ms() {
      return Slip.p99Ms(own);
    }

    /** When its sends were due. */
    SecondCounts due() {
      return due;
    }

    /** When its sends would have been made without blocking. */
    SecondCounts undelayed() {
      return undelayed;
    }
  }

  /** Each generator by itself; empty without a journal. */
  List<Generator> generators() {
    return generators;
  }

  /** The worst generator's p99; 0 without a journal. */
  double p99Ms() {
    return generators.stream().mapToDouble(Generator::p99Ms).max().orElse(0);
  }

  /** When orders were to be placed, by all generators together. */
  SecondCounts placed() {
    return placed;
  }
}
