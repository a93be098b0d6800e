package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.result.HistoryLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the producer's side may not do: write an event twice, or be told places for the events of a
 * key that fall while their sequence rises.
 */
final class IntakeChecks {

  private IntakeChecks() {}

  static void check(Evidence evidence, KeyNumbers keys, Findings findings) {
    duplicates(evidence.cases.events, findings);
    Journal unclear = new SendOrder(evidence, keys).unclear();
    nonmonotonicSends(unclear, findings);
  }

  /** Stages may write an outcome again after a redelivery; the intake has no reason to. */
  private static void duplicates(EventTable events, Findings findings) {
    for (int row = 0; row < events.rows(); row++) {
      boolean again = !events.isForeign(row) && !events.isCanonical(row) && !events.isReplayed(row);
      if (again && isIntake(events.type(row))) {
        int first = events.canonical(events.id(row));
        findings.add(
            Findings.DUPLICATE,
            events.order(row),
            events.type(row)
                + " lies at "
                + events.position(row)
                + " and at "
                + events.position(first));
      }
    }
  }

  static boolean isIntake(EventType type) {
    return switch (type) {
      case ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> true;
      default -> false;
    };
  }

  private static void nonmonotonicSends(Journal journal, Findings findings) {
    Map<Long, List<Integer>> byKey = new HashMap<>();
    for (int row = 0; row < journal.rows(); row++) {
      if (journal.resultOf(row) == Journal.ACKNOWLEDGED && journal.offset(row) >= 0) {
        byKey.computeIfAbsent(journal.key(row), k -> new ArrayList<>()).add(row);
      }
    }
    byKey.values().forEach(rows -> follow(journal, rows, findings));
  }

  private static void follow(Journal journal, List<Integer> rows, Findings findings) {
    rows.sort(Comparator.comparingInt(journal::keySequence));
    Map<Integer, Integer> highest = new HashMap<>();
    for (int row : rows) {
      int before = highest.getOrDefault(journal.partition(row), -1);
      if (before >= 0 && journal.offset(row) < journal.offset(before)) {
        findings.add(
            Findings.NONMONOTONIC_SEND,
            journal.order(row),
            journal.type(row)
                + " is sequence "
                + journal.keySequence(row)
                + " of its key and was put at offset "
                + journal.offset(row)
                + ", before sequence "
                + journal.keySequence(before)
                + " at "
                + journal.offset(before)
                + " of partition "
                + journal.partition(row),
            HistoryLine.of(
                journal.completed(before),
                "order " + journal.order(before) + " acknowledged at " + journal.offset(before),
                journal.type(before).name()));
      } else {
        highest.put(journal.partition(row), row);
      }
    }
  }
}
