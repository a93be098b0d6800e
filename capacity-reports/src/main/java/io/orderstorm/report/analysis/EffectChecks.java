package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what the downstream services performed with what happened to the orders.
 *
 * <ul>
 *   <li>Duplicate: more than one unreversed effect of a type for the same order and cause, whatever
 *       the idempotency keys. Revisions of one event are one cause: a correction does nothing
 *       twice.
 *   <li>Orphan: an effect that the order's final state does not contain, such as charged and
 *       dead-lettered.
 *   <li>Parity: events, store and services tell different numbers of an effect for an order. A
 *       charge whose answer got lost, and that was refunded when the same event was tried again
 *       because the order had been cancelled meanwhile, never counted: nobody was told of it.
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
  private final BitSet releasePending = new BitSet();
  private final BitSet notifyPending = new BitSet();

  private EffectChecks(Evidence evidence, OrderPaths paths, Ledger ledger, Findings findings) {
    this.evidence = evidence;
    this.paths = paths;
    this.ledger = ledger;
    this.findings = findings;
  }

  static void check(
      Evidence evidence,
      Topology pipeline,
      OrderPaths paths,
      List<StageInputs> inputs,
      Ledger ledger,
      Findings findings) {
    EffectChecks checks = new EffectChecks(evidence, paths, ledger, findings);
    checks.findPending(pipeline, inputs);
    CaseOrders cases = evidence.cases.orders;
    for (int i = 0; i < cases.size() && cases.number(i) < evidence.orders(); i++) {
      int order = cases.number(i);
      checks.checkDuplicates(order);
      if (ledger.fate(order) != Ledger.IN_FLIGHT) {
        checks.checkOrphans(order);
        checks.checkParity(order);
      }
    }
    checks.checkUnknownOrders();
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

  /** As {@link #distinctCauses}, without charges that were taken back before anybody was told. */
  private int standing(EffectTable table, int order, EffectType type) {
    int count = distinctCauses(table, order, type);
    if (type != EffectType.CHARGE && type != EffectType.REFUND) {
      return count;
    }
    for (int nth = 0; nth < table.count(order); nth++) {
      int row = table.row(order, nth);
      boolean first = table.type(row) == type && isFirstOfItsCause(table, order, nth);
      if (first && countsFor(table, row) && isTakenBack(order, table, row)) {
        count--;
      }
    }
    return count;
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
    EffectTable table = evidence.cases.performed;
    for (int row = 0; row < table.rows(); row++) {
      int order = table.order(row);
      if ((order < 0 || order >= evidence.orders()) && countsFor(table, row)) {
        findings.add(
            Findings.ORPHAN_EFFECT, order, table.type(row) + " of an order that was never placed");
      }
    }
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
    int told = paths.told(order, type);
    int stored = standing(evidence.cases.stored, order, type);
    int done = standing(evidence.cases.performed, order, type);
    boolean stateTold = type != EffectType.NOTIFY && type != EffectType.REFUND;
    boolean stateFits = !stateTold || evidence.cases.store.says(order, type) == (stored > 0);
    if (told != stored || stored != done || !stateFits) {
      findings.add(
          Findings.PARITY,
          order,
          type
              + ": events tell "
              + told
              + ", the store holds "
              + stored
              + (stateFits ? "" : " and its order state says otherwise")
              + ", the service performed "
              + done);
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
