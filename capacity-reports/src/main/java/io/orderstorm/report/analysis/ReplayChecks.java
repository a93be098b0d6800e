package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Finds effects and store rows that a replay caused without saying so. An event that was only ever
 * replayed, such as a corrected one, can't cause an effect without the replay's number. Of one that
 * had been handled before, a further effect behind the replayed record is the replay's doing.
 */
final class ReplayChecks {

  /** When an event was replayed first, and whether it was there before that. */
  private record Replayed(long received, boolean only) {}

  private final Evidence evidence;
  private final Findings findings;
  private final Map<UUID, Replayed> replayed = new HashMap<>();

  private ReplayChecks(Evidence evidence, Findings findings) {
    this.evidence = evidence;
    this.findings = findings;
  }

  static void check(Evidence evidence, Findings findings) {
    ReplayChecks checks = new ReplayChecks(evidence, findings);
    checks.note();
    if (!checks.replayed.isEmpty()) {
      checks.check(evidence.cases.performed, "performed");
      checks.check(evidence.cases.stored, "stored");
    }
  }

  private void note() {
    EventTable events = evidence.cases.events;
    for (int row = 0; row < events.rows(); row++) {
      if (events.isReplayed(row) && !events.isForeign(row) && events.hasId(row)) {
        replayed.merge(
            events.id(row), new Replayed(events.received(row), true), ReplayChecks::earlier);
      }
    }
    for (int row = 0; row < events.rows() && !replayed.isEmpty(); row++) {
      if (!events.isReplayed(row) && events.type(row) != EventType.UNKNOWN) {
        replayed.computeIfPresent(
            events.id(row), (id, found) -> new Replayed(found.received(), false));
      }
    }
  }

  private static Replayed earlier(Replayed one, Replayed other) {
    return one.received() <= other.received() ? one : other;
  }

  private void check(EffectTable table, String how) {
    for (int row = 0; row < table.rows(); row++) {
      Replayed of = replayed.get(new UUID(table.causeHigh(row), table.causeLow(row)));
      if (of != null && !table.isAnnotated(row) && caused(of, table, row)) {
        findings.add(
            Findings.REPLAY_EFFECT,
            table.order(row),
            table.type(row) + " was " + how + " for a replayed event and carries no replay");
      }
    }
  }

  private static boolean caused(Replayed of, EffectTable table, int row) {
    if (of.only()) {
      return true;
    }
    return table.time(row) >= of.received() && hasEarlier(table, row);
  }

  private static boolean hasEarlier(EffectTable table, int row) {
    int order = table.order(row);
    for (int nth = 0; order >= 0 && nth < table.count(order); nth++) {
      int other = table.row(order, nth);
      boolean same = table.type(other) == table.type(row) && table.sameCause(row, other);
      if (other != row && same && table.time(other) < table.time(row)) {
        return true;
      }
    }
    return false;
  }
}
