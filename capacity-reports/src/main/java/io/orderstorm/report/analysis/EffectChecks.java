package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Compares what the downstream services performed with what happened to the orders.
 *
 * <ul>
 *   <li>Duplicate: more than one unreversed effect of a type for the same order and cause, whatever
 *       the idempotency keys. Revisions of one event are one cause: a correction does nothing
 *       twice.
 *   <li>Orphan: an effect that the order's final state does not contain, such as charged and
 *       dead-lettered.
 *   <li>Parity: events, store and services tell different numbers of an effect for an order, or
 *       effects of different events; or the order's state in the store is another. A charge whose
 *       answer got lost, and that was refunded when the same event was tried again because the
 *       order had been cancelled meanwhile, never counted: nobody was told of it, and the refund is
 *       all that the store holds.
 * </ul>
 *
 * <p>Only cases are looked at: of an ordinary order all three tell the same, and that is what its
 * end contains. Orders that are still in flight have no final state and are not judged.
 */
final class EffectChecks {

  private static final List<EffectType> REVERSIBLE = List.of(EffectType.RESERVE, EffectType.CHARGE);
  private static final Set<EffectType> REVERSALS = Set.of(EffectType.RELEASE, EffectType.REFUND);

  private final Evidence evidence;
  private final OrderPaths paths;
  private final Ledger ledger;
  private final Findings findings;
  private final Map<EffectType, Long> unequal = new EnumMap<>(EffectType.class);
  private final BitSet releasePending = new BitSet();
  private final BitSet notifyPending = new BitSet();

  /** What effects of a type follow from: how many events, and the sum of their digests. */
  private record Causes(int count, long sum) {}

  private EffectChecks(Evidence evidence, OrderPaths paths, Ledger ledger, Findings findings) {
    this.evidence = evidence;
    this.paths = paths;
    this.ledger = ledger;
    this.findings = findings;
  }

  /** Checks all cases; how many mismatches of each effect there are. */
  static Map<EffectType, Long> check(
      Evidence evidence,
      Topology pipeline,
      OrderPaths paths,
      List<StageInputs> inputs,
      Ledger ledger,
      Findings findings) {
    EffectChecks checks = new EffectChecks(evidence, paths, ledger, findings);
    checks.findPending(pipeline, inputs);
    BitSet cancelled = Cancellations.taken(evidence, pipeline);
    CaseOrders cases = evidence.cases.orders;
    for (int i = 0; i < cases.size() && cases.number(i) < evidence.orders(); i++) {
      int order = cases.number(i);
      checks.checkDuplicates(order);
      if (ledger.fate(order) != Ledger.IN_FLIGHT) {
        checks.checkOrphans(order);
        checks.checkParity(order);
        checks.checkStates(order, cancelled);
      }
    }
    checks.checkUnknownOrders();
    return checks.unequal;
  }

  private void findPending(Topology pipeline, List<StageInputs> inputs) {
    for (Topology.Stage stage : pipeline.stages()) {
      BitSet pending =
          stage.outcomes().contains(EventType.CUSTOMER_NOTIFIED) ? notifyPending : releasePending;
      for (StageInputs of : inputs) {
        if (of.stage.equals(stage.name())) {
          for (int i = 0; i < of.size(); i++) {
            if (of.pending(i) && of.order[i] >= 0) {
              pending.set(of.order[i]);
            }
          }
        }
      }
    }
  }

  private boolean countsFor(EffectTable table, int row) {
    return !evidence.cases.events.onlyForeign(table.causeHigh(row), table.causeLow(row));
  }

  private int performed(EffectTable table, int order, EffectType type) {
    int count = 0;
    for (int nth = 0; nth < table.count(order); nth++) {
      int row = table.row(order, nth);
      if (table.type(row) == type && countsFor(table, row)) {
        count++;
      }
    }
    return count;
  }

  private int distinctCauses(EffectTable table, int order, EffectType type) {
    int count = 0;
    for (int nth = 0; nth < table.count(order); nth++) {
      int row = table.row(order, nth);
      if (table.type(row) == type
          && countsFor(table, row)
          && isFirstOfItsCause(table, order, nth)) {
        count++;
      }
    }
    return count;
  }

  /** What the effects of a type follow from; charges that were taken back never counted. */
  private Causes standing(EffectTable table, int order, EffectType type) {
    return causes(
        table, order, type, row -> type != EffectType.CHARGE || !isTakenBack(order, table, row));
  }

  private Causes causes(EffectTable table, int order, EffectType type, IntPredicate which) {
    int count = 0;
    long sum = 0;
    for (int nth = 0; nth < table.count(order); nth++) {
      int row = table.row(order, nth);
      if (table.type(row) == type
          && countsFor(table, row)
          && isFirstOfItsCause(table, order, nth)
          && which.test(row)) {
        count++;
        sum += table.causeDigest(row);
      }
    }
    return new Causes(count, sum);
  }

  /** What the events tell of an effect. No event tells of a refund: it undoes what none told of. */
  private Causes told(int order, EffectType type) {
    EffectTable performed = evidence.cases.performed;
    return type == EffectType.REFUND
        ? causes(performed, order, EffectType.CHARGE, row -> isTakenBack(order, performed, row))
        : new Causes(paths.told(order, type), paths.causesTold(order, type));
  }

  private boolean isTakenBack(int order, EffectTable table, int row) {
    return evidence.cases.performed.has(order, EffectType.CHARGE, table, row)
        && evidence.cases.performed.has(order, EffectType.REFUND, table, row)
        && !evidence.cases.stored.has(order, EffectType.CHARGE, table, row);
  }

  private static boolean isFirstOfItsCause(EffectTable table, int order, int nth) {
    int row = table.row(order, nth);
    for (int earlier = 0; earlier < nth; earlier++) {
      int other = table.row(order, earlier);
      if (table.type(other) == table.type(row) && table.sameCause(row, other)) {
        return false;
      }
    }
    return true;
  }

  private void checkDuplicates(int order) {
    EffectTable table = evidence.cases.performed;
    if (table.count(order) < 2) {
      return;
    }
    for (EffectType type : EffectType.values()) {
      int surplus = performed(table, order, type) - distinctCauses(table, order, type);
      int reversed = reversals(order, type);
      for (int i = 0; i < surplus - reversed; i++) {
        findings.add(
            Findings.DUPLICATE_EFFECT,
            order,
            type + " was performed " + (surplus + 1) + " times for one cause" + times(order, type));
      }
    }
  }

  /**
   * How many of a type's effects were reversed beyond the one that the order's compensation
   * reverses.
   */
  private int reversals(int order, EffectType type) {
    int reversed = reversalsOf(order, type);
    boolean compensated = ledger.fate(order) == Ledger.COMPENSATED;
    return Math.max(0, compensated ? reversed - 1 : reversed);
  }

  private int reversalsOf(int order, EffectType type) {
    return switch (type) {
      case RESERVE -> performed(evidence.cases.performed, order, EffectType.RELEASE);
      case CHARGE -> performed(evidence.cases.performed, order, EffectType.REFUND);
      case RELEASE, REFUND, DISPATCH, NOTIFY -> 0;
    };
  }

  private String times(int order, EffectType type) {
    StringBuilder text = new StringBuilder(" (run nanos");
    EffectTable table = evidence.cases.performed;
    for (int nth = 0; nth < table.count(order); nth++) {
      int row = table.row(order, nth);
      if (table.type(row) == type) {
        text.append(' ').append(table.time(row));
      }
    }
    return text.append(')').toString();
  }

  private void checkOrphans(int order) {
    EffectTable table = evidence.cases.performed;
    for (EffectType type : REVERSIBLE) {
      boolean contained = ledger.fate(order) == Ledger.FULFILLED;
      boolean undecided = type == EffectType.RESERVE && releasePending.get(order);
      int standing = distinctCauses(table, order, type) - reversalsOf(order, type);
      if (!contained && !undecided) {
        reportOrphans(order, type, standing);
      }
    }
    if (ledger.fate(order) != Ledger.FULFILLED) {
      reportOrphans(order, EffectType.DISPATCH, distinctCauses(table, order, EffectType.DISPATCH));
    }
    for (int nth = 0; nth < table.count(order); nth++) {
      checkCause(order, table.row(order, nth));
    }
  }

  private void reportOrphans(int order, EffectType type, int standing) {
    for (int i = 0; i < standing; i++) {
      findings.add(
          Findings.ORPHAN_EFFECT,
          order,
          type + " stands, but the order is " + fateName(ledger.fate(order)));
    }
  }

  /** An effect of a fulfilled order whose cause no one saw is none of its own. */
  private void checkCause(int order, int row) {
    EffectTable table = evidence.cases.performed;
    boolean judged = ledger.fate(order) == Ledger.FULFILLED || table.type(row) == EffectType.NOTIFY;
    boolean seen =
        evidence.cases.events.canonical(table.causeHigh(row), table.causeLow(row)) >= 0
            || evidence.cases.events.onlyForeign(table.causeHigh(row), table.causeLow(row));
    if (judged && !seen && !REVERSALS.contains(table.type(row))) {
      findings.add(
          Findings.ORPHAN_EFFECT,
          order,
          table.type(row) + " follows from an event that was never seen");
    }
  }

  private void checkUnknownOrders() {
    EffectTable performed = evidence.cases.performed;
    for (int row = 0; row < performed.rows(); row++) {
      if (isOfUnknownOrder(performed, row)) {
        findings.add(
            Findings.ORPHAN_EFFECT,
            performed.order(row),
            performed.type(row) + " of an order that was never placed");
      }
    }
    EffectTable stored = evidence.cases.stored;
    for (int row = 0; row < stored.rows(); row++) {
      if (isOfUnknownOrder(stored, row)) {
        mismatch(
            stored.order(row),
            stored.type(row),
            stored.type(row) + ": the store holds one of an order that was never placed");
      }
    }
  }

  private boolean isOfUnknownOrder(EffectTable table, int row) {
    int order = table.order(row);
    return (order < 0 || order >= evidence.orders()) && countsFor(table, row);
  }

  private void mismatch(int order, EffectType type, String what) {
    findings.add(Findings.PARITY, order, what);
    unequal.merge(type, 1L, Long::sum);
  }

  private void checkParity(int order) {
    for (EffectType type : EffectType.values()) {
      boolean undecided =
          type == EffectType.NOTIFY
              ? notifyPending.get(order)
              : type == EffectType.RELEASE && releasePending.get(order);
      if (!undecided) {
        checkParity(order, type);
      }
    }
  }

  private void checkParity(int order, EffectType type) {
    Causes told = told(order, type);
    Causes stored = standing(evidence.cases.stored, order, type);
    Causes done = standing(evidence.cases.performed, order, type);
    boolean stateTold = type != EffectType.NOTIFY && type != EffectType.REFUND;
    boolean stateFits =
        !stateTold || evidence.cases.store.says(order, type) == (stored.count() > 0);
    boolean twice = isStoredTwice(order, type);
    if (!told.equals(stored) || !stored.equals(done) || !stateFits || twice) {
      boolean alike = told.count() == stored.count() && stored.count() == done.count();
      boolean others = alike && (told.sum() != stored.sum() || stored.sum() != done.sum());
      mismatch(
          order,
          type,
          type
              + ": events tell "
              + told.count()
              + ", the store holds "
              + stored.count()
              + (twice ? ", one of them twice," : "")
              + (stateFits ? "" : " and its order state says otherwise")
              + ", the service performed "
              + done.count()
              + (others ? ", but not of the same events" : ""));
    }
  }

  private boolean isStoredTwice(int order, EffectType type) {
    EffectTable stored = evidence.cases.stored;
    for (int nth = 0; nth < stored.count(order); nth++) {
      for (int earlier = 0; earlier < nth; earlier++) {
        int row = stored.row(order, nth);
        int other = stored.row(order, earlier);
        if (stored.type(row) == type
            && stored.type(other) == type
            && countsFor(stored, row)
            && stored.hasSameCauseId(row, other)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What the store says of an order beside its effects. */
  private void checkStates(int order, BitSet cancelled) {
    boolean told = paths.compensated.get(order);
    if (told != evidence.cases.store.isCompensated(order)) {
      findings.add(
          Findings.PARITY,
          order,
          told
              ? "its events say that it is compensated, the store does not"
              : "the store says that it is compensated, its events do not");
    }
    if (cancelled.get(order) && !evidence.cases.store.isCancelled(order)) {
      findings.add(
          Findings.PARITY,
          order,
          "it was cancelled and the cancellation committed past, but the store does not know of it");
    }
  }

  static String fateName(byte fate) {
    return switch (fate) {
      case Ledger.FULFILLED -> "fulfilled";
      case Ledger.COMPENSATED -> "compensated";
      case Ledger.DEAD_LETTERED -> "dead-lettered";
      case Ledger.IN_FLIGHT -> "in flight";
      case Ledger.LOST -> "lost";
      default -> "nowhere";
    };
  }
}
