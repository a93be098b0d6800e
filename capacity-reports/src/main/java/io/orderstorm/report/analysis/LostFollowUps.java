package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.result.HistoryLine;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds amendments and cancellations that the brokers had acknowledged and that are nowhere. The
 * order itself is not lost, so they are in no count of orders; but a customer who cancelled is
 * charged.
 */
final class LostFollowUps {

  /** A follow-up, as generator and observer both know it. */
  private record FollowUp(int order, EventType type, int keySequence) {}

  private final Evidence evidence;
  private final Journal journal;
  private final Set<FollowUp> seen = new HashSet<>();

  private LostFollowUps(Evidence evidence) {
    this.evidence = evidence;
    this.journal = evidence.cases.journal;
    EventTable events = evidence.cases.events;
    for (int row = 0; row < events.rows(); row++) {
      EventType type = events.type(row);
      boolean followUp = type == EventType.ORDER_AMENDED || type == EventType.ORDER_CANCELLED;
      if (followUp && events.isCanonical(row)) {
        seen.add(new FollowUp(events.order(row), type, events.keySequence(row)));
      }
    }
  }

  static void check(Evidence evidence, Findings findings) {
    LostFollowUps check = new LostFollowUps(evidence);
    Journal journal = check.journal;
    for (int row = 0; row < journal.rows(); row++) {
      boolean acknowledged = journal.resultOf(row) == Journal.ACKNOWLEDGED;
      if (!journal.isPlaced(row) && acknowledged && !check.isThere(row)) {
        check.judge(row, findings);
      }
    }
  }

  /** Of an order that is no case, its mark tells: there is one follow-up. */
  private boolean isThere(int row) {
    int order = journal.order(row);
    EventType type = journal.type(row);
    return evidence.cases.has(order)
        ? seen.contains(new FollowUp(order, type, journal.keySequence(row)))
        : evidence.columns.marks.has(order, Mark.of(type, false));
  }

  /**
   * As with an order that no one saw: lost once the log has gone past its place, or all is quiet.
   */
  private void judge(int row, Findings findings) {
    long gone = evidence.orderLog().passed(journal.partition(row), journal.offset(row));
    boolean passed = gone != Long.MAX_VALUE;
    if (passed || evidence.clock.quiet()) {
      var place = new Position(OrderLog.TOPIC, journal.partition(row), journal.offset(row));
      findings.add(
          Findings.LOST,
          journal.order(row),
          journal.type(row) + " was acknowledged at " + place + " and never seen",
          HistoryLine.of(
              passed ? gone : journal.completed(row),
              passed ? "the log was seen to go on past it" : "never seen, and the run became quiet",
              journal.type(row).name()));
    }
  }
}
