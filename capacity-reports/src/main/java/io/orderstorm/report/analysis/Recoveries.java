package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.result.Recovery;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How each stage came through each fault: RTO, RPO, and both against the policy.
 *
 * <p>RTO counts from the injection to the end of the {@link Outage}. A loss belongs to every fault
 * whose time, up to its revert or the end of its RTO, whichever is later, meets the time between
 * the last evidence of the order and the moment at which it could no longer complete. (Until the
 * revert: a fault that loses orders without interrupting a stage has no RTO, and the losses are
 * still its own.)
 */
final class Recoveries {

  private final Evidence evidence;
  private final Expectations expectations;
  private final Clock clock;
  private final List<FaultWindow> faults;
  private final List<Violations> violations;
  private final List<Ledger.Loss> losses;
  private final Map<String, Long> ends = new HashMap<>();

  Recoveries(
      Evidence evidence,
      Expectations expectations,
      Clock clock,
      List<FaultWindow> faults,
      List<Violations> violations,
      List<Ledger.Loss> losses) {
    this.evidence = evidence;
    this.expectations = expectations;
    this.clock = clock;
    this.faults = faults;
    this.violations = violations;
    this.losses = losses;
    for (FaultWindow fault : faults) {
      for (Violations of : violations) {
        ends.put(key(fault, of.stage()), endOfOutage(fault, of));
      }
    }
  }

  private static String key(FaultWindow fault, String stage) {
    return fault.fault().name() + "\n" + stage;
  }

  private long settle() {
    return expectations.limits().settle().toNanos();
  }

  /**
   * The end of the last violation that belongs to a fault; MAX_VALUE if the run ended before it
   * did.
   */
  private long endOfOutage(FaultWindow fault, Violations of) {
    if (!fault.interrupts()) {
      return fault.injected();
    }
    long reverted = fault.wasReverted() ? fault.reverted() : clock.end();
    long end = Outage.end(fault.injected(), reverted, settle(), of.spans());
    return of.lasting() && end > clock.end() ? Long.MAX_VALUE : end;
  }

  /**
   * The time from which to which a fault was felt anywhere; it lasts to the end if a stage never
   * recovered.
   */
  List<long[]> windows() {
    List<long[]> windows = new ArrayList<>();
    for (FaultWindow fault : faults) {
      if (fault.interrupts()) {
        windows.add(new long[] {fault.injected(), feltUntil(fault)});
      }
    }
    return windows;
  }

  /** Until when a fault that interrupts was felt anywhere; MAX_VALUE if that never ended. */
  long feltUntil(FaultWindow fault) {
    long to = fault.wasReverted() ? fault.reverted() : Long.MAX_VALUE;
    for (Violations of : violations) {
      to = Math.max(to, end(fault, of.stage()));
    }
    return to;
  }

  private long end(FaultWindow fault, String stage) {
    return ends.getOrDefault(key(fault, stage), fault.injected());
  }

  /** A row for each stage and fault, and one for each stage with losses that no fault explains. */
  List<Recovery> rows() {
    List<Recovery> rows = new ArrayList<>();
    for (FaultWindow fault : faults) {
      for (Violations of : violations) {
        rows.add(fault.interrupts() ? row(fault, of.stage()) : notAsked(fault, of.stage()));
      }
    }
    for (Violations of : violations) {
      List<Ledger.Loss> unexplained = unexplained(of.stage());
      if (!unexplained.isEmpty()) {
        rows.add(unexplained(of.stage(), unexplained));
      }
    }
    return rows;
  }

  private Recovery row(FaultWindow fault, String stage) {
    long end = end(fault, stage);
    Double rto = end == Long.MAX_VALUE ? null : Clock.seconds(end - fault.injected());
    Double atLeast = end == Long.MAX_VALUE ? Clock.seconds(clock.end() - fault.injected()) : null;
    Double mitigated =
        fault.wasReverted() ? Clock.seconds(fault.reverted() - fault.injected()) : null;
    Double drain = rto == null || mitigated == null ? null : Math.max(0, rto - mitigated);
    List<Ledger.Loss> lost = lossesOf(fault, stage);
    Optional<Objectives.Recovery> policy = expectations.objectives().recoveryOf(stage);
    return new Recovery(
        stage,
        fault.fault().name(),
        rto,
        atLeast,
        policy.map(Objectives.Recovery::rto).map(d -> Clock.seconds(d.toNanos())).orElse(null),
        detected(fault, stage, end),
        mitigated,
        drain,
        lost.size(),
        span(lost),
        money(lost),
        policy.map(Objectives.Recovery::rpoOrders).orElse(null),
        judge(fault, policy, rto, lost.size()),
        note(fault, policy));
  }

  private Recovery.Policy judge(
      FaultWindow fault, Optional<Objectives.Recovery> policy, @Nullable Double rto, long lost) {
    if (policy.isEmpty()) {
      return Recovery.Policy.MISSING;
    }
    if (!note(fault, policy).isEmpty()) {
      return Recovery.Policy.VOID;
    }
    var rtoTarget = policy.get().rto();
    var rpoTarget = policy.get().rpoOrders();
    boolean inTime =
        rtoTarget == null || (rto != null && rto <= Clock.seconds(rtoTarget.toNanos()));
    boolean kept = rpoTarget == null || lost <= rpoTarget;
    return inTime && kept ? Recovery.Policy.MET : Recovery.Policy.BREACHED;
  }

  /** Why a row can't be judged; empty if it can. */
  private String note(FaultWindow fault, Optional<Objectives.Recovery> policy) {
    if (policy.isEmpty()) {
      return "";
    }
    if (!fault.wasReverted()) {
      return "the fault was never reverted";
    }
    long needed = fault.reverted() + settle();
    long loadEnd = clock.sending(expectations.load()).loadEnd();
    return loadEnd >= needed
        ? ""
        : String.format(
            java.util.Locale.ROOT,
            "the load ended %.1f s before revert + settle",
            Clock.seconds(needed - loadEnd));
  }

  /** Of a message fault recovery is not asked; of one that never came it can't be told. */
  private Recovery notAsked(FaultWindow fault, String stage) {
    boolean missing = fault.fault().interrupts();
    boolean wanted = expectations.objectives().recoveryOf(stage).isPresent();
    Recovery.Policy verdict = Recovery.Policy.NOT_APPLICABLE;
    if (missing) {
      verdict = wanted ? Recovery.Policy.VOID : Recovery.Policy.MISSING;
    }
    String note = missing ? "the fault was never injected" : "message faults interrupt nothing";
    return new Recovery(
        stage,
        fault.fault().name(),
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        Map.of(),
        null,
        verdict,
        note);
  }

  private @Nullable Double detected(FaultWindow fault, String stage, long end) {
    long until = Math.max(end, fault.wasReverted() ? fault.reverted() : clock.end());
    return evidence.log.stream()
        .filter(e -> e.is(RunEvent.ALERT))
        .filter(e -> e.text("stage").isEmpty() || e.text("stage").equals(stage))
        .mapToLong(RunEvent::timeNanos)
        .filter(time -> time >= fault.injected() && time <= until)
        .mapToObj(time -> Clock.seconds(time - fault.injected()))
        .findFirst()
        .orElse(null);
  }

  private List<Ledger.Loss> lossesOf(FaultWindow fault, String stage) {
    return oneOfEachOrder(
        losses.stream().filter(l -> l.stage().equals(stage) && explains(fault, l)).toList());
  }

  private boolean explains(FaultWindow fault, Ledger.Loss loss) {
    if (!fault.interrupts()) {
      return false;
    }
    long reverted = fault.wasReverted() ? fault.reverted() : Long.MAX_VALUE;
    long over = Math.max(reverted, end(fault, loss.stage()));
    return loss.evidence() <= over && loss.gone() >= fault.injected();
  }

  private List<Ledger.Loss> unexplained(String stage) {
    return oneOfEachOrder(
        losses.stream()
            .filter(l -> l.stage().equals(stage))
            .filter(l -> faults.stream().noneMatch(f -> explains(f, l)))
            .toList());
  }

  /**
   * Events are lost, orders are counted: a stage may lose several events of one order, such as two
   * revisions of one event. What is of no known order counts by itself.
   */
  private static List<Ledger.Loss> oneOfEachOrder(List<Ledger.Loss> lost) {
    Set<Integer> counted = new HashSet<>();
    return lost.stream().filter(l -> l.order() < 0 || counted.add(l.order())).toList();
  }

  private Recovery unexplained(String stage, List<Ledger.Loss> lost) {
    Optional<Objectives.Recovery> policy = expectations.objectives().recoveryOf(stage);
    return new Recovery(
        stage,
        Recovery.NO_FAULT,
        null,
        null,
        null,
        null,
        null,
        null,
        lost.size(),
        span(lost),
        money(lost),
        policy.map(Objectives.Recovery::rpoOrders).orElse(null),
        Recovery.Policy.BREACHED,
        "lost outside every fault");
  }

  private double span(List<Ledger.Loss> lost) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Ledger.Loss loss : lost) {
      int row = evidence.cases.journal.placed(loss.order());
      if (row >= 0) {
        first = Math.min(first, evidence.cases.journal.intended(row));
        last = Math.max(last, evidence.cases.journal.intended(row));
      }
    }
    return last < first ? 0 : Clock.seconds(last - first);
  }

  private Map<String, BigDecimal> money(List<Ledger.Loss> lost) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Ledger.Loss loss : lost) {
      int row = evidence.cases.journal.placed(loss.order());
      if (row >= 0) {
        String currency = evidence.cases.journal.currency(row);
        sums.merge(currency, major(evidence.cases.journal.amount(row), currency), BigDecimal::add);
      }
    }
    return sums;
  }

  private static BigDecimal major(long minor, String currency) {
    int digits = 2;
    try {
      digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      // A made-up currency has two digits, as most have.
      return BigDecimal.valueOf(minor, digits);
    }
    return BigDecimal.valueOf(minor, digits).setScale(digits, RoundingMode.UNNECESSARY);
  }
}
