package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.RunEvent;
import java.time.Duration;
import java.util.Locale;

/** Whether the orders that the scenario asks for were sent, and when they were due. */
final class GeneratorGate {

  private static final long WINDOW = 5_000_000_000L;
  private static final int WINDOW_SECONDS = 5;
  private static final long SECOND = 1_000_000_000L;
  private static final double MS = 1e6;
  private static final int FEW_ORDERS = 3;

  private final Evidence evidence;
  private final Expectations expectations;
  private final Clock clock;
  private final Objections objections;

  private GeneratorGate(
      Evidence evidence, Expectations expectations, Clock clock, Objections objections) {
    this.evidence = evidence;
    this.expectations = expectations;
    this.clock = clock;
    this.objections = objections;
  }

  /** Adds what speaks against it, and tells the worst generator's own slip, p99 in milliseconds. */
  static double check(
      Evidence evidence, Expectations expectations, Clock clock, Objections objections) {
    return new GeneratorGate(evidence, expectations, clock, objections).check();
  }

  private double check() {
    Slip slip = Slip.of(evidence, clock);
    slip.generators().forEach(generator -> checkLate(generator, whose(slip, generator)));
    slip.generators().forEach(generator -> checkShort(generator, whose(slip, generator)));
    checkCpu(objections.against("generator"));
    checkSchedule(slip.placed());
    noteCut();
    if (evidence.log.stream().noneMatch(e -> e.is(RunEvent.LOAD_ENDED))) {
      objections.reason(
          "load did not end",
          "no load-ended",
          "a load that runs to its end",
          "look into the generator's log");
    }
    return slip.p99Ms();
  }

  /** Which of several it is; nothing if there is one. */
  private static String whose(Slip slip, Slip.Generator generator) {
    return slip.generators().size() > 1 ? " of " + generator.name() : "";
  }

  private void checkLate(Slip.Generator generator, String whose) {
    if (generator.p99Ms() > slipLimitMs()) {
      objections.reason(
          "generator late",
          format("own slip p99 %.1f ms", generator.p99Ms()) + whose,
          format("%.0f ms", slipLimitMs()),
          "lower the rate, or give the generator more CPU");
    }
  }

  /** A full machine alone is no reason: it is one where the generator came late. */
  private void checkCpu(boolean late) {
    CpuUse cpu = evidence.cpu(clock);
    if (!cpu.full()) {
      return;
    }
    String figure =
        format(
            "the run's processes used %.2f of %.0f cores in the 5 s from second %d",
            cpu.used(), cpu.cores(), cpu.second());
    if (late) {
      objections.reason(
          "generator starved of CPU",
          figure,
          "95 % while the generator is late",
          "lower the rate, or run the generator on a machine of its own");
    } else {
      objections.note(figure + "; the generator was in time all the same");
    }
  }

  private void checkShort(Slip.Generator generator, String whose) {
    double worst = 0;
    long at = 0;
    for (long from = clock.loadStart(); from + WINDOW <= clock.loadEnd(); from += SECOND) {
      long due = generator.due().in(clock.second(from), WINDOW_SECONDS);
      long sent = generator.undelayed().in(clock.second(from), WINDOW_SECONDS);
      double missing = due - sent > FEW_ORDERS ? (due - sent) / (double) due : 0;
      if (missing > worst) {
        worst = missing;
        at = from;
      }
    }
    if (worst > expectations.limits().shortfall()) {
      objections.reason(
          "generator short of its schedule",
          format("%.1f %% short in the 5 s from second %d", worst * 100, clock.second(at)) + whose,
          format("%.0f %%", expectations.limits().shortfall() * 100),
          "lower the rate, or give the generator more CPU");
    }
  }

  /**
   * Compares the journal with the load that the scenario asks for: orders that were never attempted
   * have no record. All of the load is asked for, even if it ended early, but not of a run that was
   * told to end, or that the death of a part under test ended: that is a breach.
   */
  private void checkSchedule(SecondCounts placed) {
    double worst = 0;
    long at = 0;
    boolean cutShort =
        evidence.log.stream().anyMatch(e -> Deaths.cutsShort(e, expectations.pipeline()));
    long planned = clock.loadStart() + expectations.load().duration().toNanos();
    long end = cutShort ? clock.loadEnd() : planned;
    // a load that is shorter than a window is one window
    long last = cutShort ? end - WINDOW : Math.max(clock.loadStart(), end - WINDOW);
    for (long from = clock.loadStart(); from <= last; from += SECOND) {
      Duration offset = Duration.ofNanos(from - clock.loadStart());
      double due = expectations.load().ordersBetween(offset, offset.plusNanos(WINDOW));
      double lacking = due - placed.in(clock.second(from), WINDOW_SECONDS);
      double share = lacking > FEW_ORDERS ? lacking / due : 0;
      if (share > worst) {
        worst = share;
        at = from;
      }
    }
    if (worst > expectations.limits().shortfall()) {
      objections.reason(
          "schedule not carried out",
          format(
              "%.1f %% of the orders were never attempted in the 5 s from second %d",
              worst * 100, clock.second(at)),
          format("%.0f %%", expectations.limits().shortfall() * 100),
          "look into the generator's log for why it left orders out");
    }
  }

  private void noteCut() {
    evidence.log.stream()
        .filter(event -> event.is(RunEvent.LOAD_CUT))
        .findFirst()
        .ifPresent(
            cut ->
                objections.note(
                    format("the load was ended after %.1f s: ", clock.sinceLoad(cut.timeNanos()))
                        + cut.text("reason")));
  }

  private double slipLimitMs() {
    return expectations.limits().slip().toNanos() / MS;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
