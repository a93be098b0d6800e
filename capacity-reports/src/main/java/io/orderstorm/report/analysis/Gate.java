package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.record.Injection;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.Validity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the run can be judged at all. Each reason against it has its figure, its limit
 * and a remedy.
 */
final class Gate {

  private static final double MS = 1e6;

  private final Evidence evidence;
  private final Expectations expectations;
  private final Clock clock;
  private final List<FaultWindow> faults;
  private final Objections objections = new Objections();
  private double slipP99Ms;
  private @Nullable Double hiccupP99Ms;
  private double observerP99Ms;
  private long observerMax;
  private boolean faultsEffective = true;

  private Gate(
      Evidence evidence, Expectations expectations, Clock clock, List<FaultWindow> faults) {
    this.evidence = evidence;
    this.expectations = expectations;
    this.clock = clock;
    this.faults = faults;
  }

  static Validity judge(
      Evidence evidence,
      Expectations expectations,
      Clock clock,
      List<FaultWindow> faults,
      OrderCounts counts,
      Ledger ledger,
      List<Latencies> latencies) {
    Gate gate = new Gate(evidence, expectations, clock, faults);
    gate.checkRecords(ledger);
    gate.checkAccounting(counts);
    gate.slipP99Ms = GeneratorGate.check(evidence, expectations, clock, gate.objections);
    gate.checkObserver();
    gate.checkHiccups();
    gate.checkGarbage();
    gate.checkClocks(latencies);
    gate.checkFaults();
    gate.checkLinks();
    gate.checkClockSteps();
    gate.checkHarness();
    gate.noteSnapshots();
    return gate.validity();
  }

  private Validity validity() {
    return objections.validity(slipP99Ms, hiccupP99Ms, observerMax, observerP99Ms, faultsEffective);
  }

  private void checkRecords(Ledger ledger) {
    if (!evidence.missing.isEmpty()) {
      objections.reason(
          "records missing",
          String.join(", ", evidence.missing),
          "every raw record",
          "look into logs/ for the process that should have written them");
    }
    evidence.truncated.forEach(this::checkTruncated);
    if (!evidence.sums().sealed()) {
      objections.reason(
          "records not sealed",
          "no SHA256SUMS",
          "sums over the raw records",
          "the run did not reach its end; run it again");
    } else if (!evidence.sums().intact()) {
      objections.reason(
          "records altered",
          "altered "
              + evidence.sums().altered()
              + ", missing "
              + evidence.sums().missing()
              + ", added "
              + evidence.sums().added(),
          "as sealed",
          "restore the folder from where it was recorded");
    }
    long unobserved =
        expectations.pipeline().stages().stream()
            .mapToLong(stage -> evidence.poll(stage.group()).unobserved())
            .max()
            .orElse(0);
    if (unobserved > 0) {
      objections.reason(
          "records missing",
          unobserved + " events were given to a stage, and the observer went past them",
          "0",
          "what was not observed looks lost; look into logs/ for why the observer left it out");
    }
    if (ledger.unpromised() > 0) {
      objections.reason(
          "records missing",
          ledger.unpromised() + " orders were seen that no journal promises",
          "0",
          "let the generator flush its journal before it ends");
    }
  }

  /** A process that was killed leaves half a record in what it wrote, and excuses no other file. */
  private void checkTruncated(String file, int bytes) {
    if (StageWriter.died(file, evidence.log)) {
      objections.note(
          file
              + " ends in a truncated record of "
              + bytes
              + " bytes, left by a process that was killed");
    } else {
      objections.reason(
          "records truncated",
          file + " ends in a record of " + bytes + " bytes",
          "whole records",
          "look into logs/ for why its writer ended early");
    }
  }

  private void checkAccounting(OrderCounts counts) {
    if (!counts.sendsClose() || !counts.fatesClose() || evidence.cases.journal.surplus() > 0) {
      objections.reason(
          "accounting does not close",
          "offered "
              + counts.offered()
              + " against "
              + (counts.acknowledged() + counts.rejected() + counts.indeterminate())
              + " outcomes, landed "
              + (counts.acknowledged() + counts.indeterminateLanded())
              + " against "
              + (counts.fulfilled()
                  + counts.compensated()
                  + counts.deadLettered()
                  + counts.inFlight()
                  + counts.lost())
              + " fates, "
              + evidence.cases.journal.surplus()
              + " surplus records",
          "both identities exact",
          "the journal holds an order or an outcome twice: report it as a defect of the harness");
    }
  }

  private double slipLimitMs() {
    return expectations.limits().slip().toNanos() / MS;
  }

  private void checkObserver() {
    observerMax = evidence.observer.mostBehind();
    observerP99Ms = evidence.observer.worstP99() / MS;
    if (observerP99Ms > slipLimitMs()) {
      objections.reason(
          "observer behind",
          format("p99 of receive − append %.1f ms in the worst 5 s", observerP99Ms),
          format("%.0f ms", slipLimitMs()),
          "lower the rate, or give the observer more CPU");
    }
  }

  /** An instrument that did not tell how late it woke up can't be said to have been in time. */
  private void checkHiccups() {
    Hiccups told = Hiccups.of(evidence.log);
    told.p99Ms().forEach(this::checkHiccups);
    boolean generatorsTold =
        askForHiccups(told, "generator", Math.max(1, evidence.folder().generators().size()));
    boolean observerTold = askForHiccups(told, "observer", 1);
    hiccupP99Ms = generatorsTold && observerTold ? told.worst() : null;
  }

  private void checkHiccups(String process, double p99) {
    if (p99 > slipLimitMs()) {
      objections.reason(
          "hiccups of the " + process,
          format("p99 %.1f ms", p99),
          format("%.0f ms", slipLimitMs()),
          "close what else runs on this machine, or lower the rate");
    }
  }

  /** Whether all instruments of a kind told; why one did not is asked only if nothing says so. */
  private boolean askForHiccups(Hiccups told, String kind, int processes) {
    int of = told.processes(kind);
    if (of >= processes) {
      return true;
    }
    boolean loadEnded = evidence.log.stream().anyMatch(e -> e.is(RunEvent.LOAD_ENDED));
    if (evidence.log.stream().anyMatch(e -> Deaths.cutsShort(e, expectations.pipeline()))) {
      objections.note(
          "hiccups of the " + kind + " are not known: the run ended before it told them");
    } else if (loadEnded && evidence.log.stream().noneMatch(e -> Deaths.tells(e, kind))) {
      objections.reason(
          "records missing",
          format("hiccups of the %s: %d of %d told", kind, of, processes),
          "one record of each process that measures",
          "look into logs/ for why it ended before it told how late it woke up");
    }
    return false;
  }

  /**
   * Time in collections alone is no reason: it is one where the process came late. The generator
   * may lack so much of a schedule; it may stand still as long.
   */
  private void checkGarbage() {
    GcUse gc = evidence.gc(clock);
    if (gc.share() <= expectations.limits().shortfall()) {
      return;
    }
    String figure =
        format(
            "the %s spent %.1f %% of the 5 s from second %d in collections",
            gc.process(), gc.share() * 100, gc.second());
    String whose = gc.process().contains("generator") ? "generator" : "observer";
    boolean late = objections.against(whose) || objections.against("hiccups of the");
    if (late) {
      objections.reason(
          "garbage collection of the " + gc.process(),
          figure,
          format("%.0f %% while it is late", expectations.limits().shortfall() * 100),
          "give it a larger heap, or lower the rate");
    } else {
      objections.note(figure + "; it was in time all the same");
    }
  }

  private void checkClocks(List<Latencies> latencies) {
    for (Latencies of : latencies) {
      if (of.negative() > 0) {
        objections.reason(
            "clocks apart",
            of.negative() + " outcomes of " + of.stage() + " before the intended send",
            "0",
            "run all processes on one host, or synchronise their clocks");
      }
    }
    long ahead = evidence.observer.ahead();
    if (ahead > 0) {
      objections.reason(
          "clocks apart",
          ahead + " records appended after they were received",
          "0",
          "run all processes on one host, or synchronise their clocks");
    }
  }

  private void checkFaults() {
    for (FaultWindow fault : faults) {
      String name = fault.fault().name();
      boolean message = !fault.fault().interrupts();
      if (!fault.wasInjected()) {
        ineffective(
            "fault never injected", name, "look into the harness's log for why it did not come");
      } else if (Boolean.FALSE.equals(fault.effective())) {
        ineffective(
            "fault without effect",
            name + ": " + fault.evidence(),
            "widen the fault, or place it under load");
      } else if (fault.effective() == null && (!message || injections(name) == 0)) {
        ineffective(
            "fault without evidence",
            name,
            "nothing shows that it bit; look into the harness's log");
      }
    }
  }

  private long injections(String fault) {
    return evidence.injections.stream()
        .filter(Injection::acknowledged)
        .filter(i -> i.fault().equals(fault))
        .count();
  }

  private void ineffective(String reason, String figure, String remedy) {
    faultsEffective = false;
    objections.reason(reason, figure, "every fault bites", remedy);
  }

  private void checkLinks() {
    for (RunEvent event : evidence.log) {
      if (event.is(RunEvent.LINK_BYPASSED)) {
        objections.reason(
            "link bypassed",
            event.text("link") + ": " + event.text("evidence"),
            "every client uses its link",
            "give the client the link's address, faults on the link do not reach it otherwise");
      }
    }
  }

  private void checkClockSteps() {
    for (RunEvent event : evidence.log) {
      if (event.is(RunEvent.CLOCK_STEP) && Math.abs(event.number("stepMs")) > slipLimitMs()) {
        clockStepped(event.text("process"), event.number("stepMs"));
      }
    }
    double step = ClockSteps.largest(evidence.observer.leastDelays()) / MS;
    if (step > slipLimitMs()) {
      clockStepped("brokers, against the observer", step);
    }
  }

  private void clockStepped(String whose, double ms) {
    objections.reason(
        "clock stepped",
        whose + format(": %.0f ms", ms),
        format("%.0f ms", slipLimitMs()),
        "let the clock be slewed, not stepped, or start the run once it is set");
  }

  private void noteSnapshots() {
    int moments = evidence.snapshots.moments();
    if (moments > 0) {
      objections.note(
          "what the store held at "
              + moments
              + " moments of the run was compared with its dump and with the services' logs");
    }
  }

  private void checkHarness() {
    for (RunEvent event : evidence.log) {
      if (event.is(RunEvent.HARNESS_FAILURE)) {
        objections.reason(
            "harness failed",
            event.text("part") + ": " + event.text("reason"),
            "no part of the harness fails",
            "look into logs/ and run again");
      }
      if (Deaths.unplanned(event) && !Deaths.isOfSystem(event, expectations.pipeline())) {
        objections.reason(
            "harness process died",
            event.text("process"),
            "no part of the harness dies",
            "look into logs/ and run again");
      }
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
