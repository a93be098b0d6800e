package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.scan.OutcomeScan;
import io.orderstorm.report.scan.SendScan;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** Reads what the generators promised and were told into the columns. */
final class PromiseScan {

  private final OrderColumns columns;
  private long firstIntended = Long.MAX_VALUE;
  private long lastKnown = Long.MIN_VALUE;
  private long sends;
  private long placed;
  private long firstSent = Long.MAX_VALUE;
  private boolean sequenced;
  private final Set<Path> ordered = new HashSet<>();
  private final BitSet followUps = new BitSet();

  PromiseScan(OrderColumns columns) {
    this.columns = columns;
  }

  void read(SendScan scan) {
    long before = Long.MIN_VALUE;
    boolean inOrder = true;
    while (scan.next()) {
      sends++;
      inOrder &= scan.sentNanos() >= before;
      before = scan.sentNanos();
      firstSent = Math.min(firstSent, before);
      firstIntended = Math.min(firstIntended, scan.intendedNanos());
      lastKnown = Math.max(lastKnown, scan.returnedNanos());
      sequenced |= scan.keySequence() > 0;
      int order = Math.toIntExact(scan.orderNumber());
      if (scan.type() == EventType.ORDER_PLACED) {
        place(scan, order);
      } else if (order >= 0) {
        if (followUps.get(order)) {
          columns.marks.add(order, Mark.SUSPECT); // a mark can't tell two of them
        }
        followUps.set(order);
      }
    }
    if (inOrder) {
      ordered.add(scan.file());
    }
  }

  private void place(SendScan scan, int order) {
    placed++;
    if (columns.marks.has(order, Mark.SENT)) {
      columns.marks.add(order, Mark.SUSPECT);
      return;
    }
    columns.marks.add(order, Mark.SENT);
    columns.promise(order, scan.intendedNanos());
    columns.set(OrderTime.SENT, order, scan.sentNanos());
  }

  void read(OutcomeScan scan) {
    while (scan.next()) {
      int outcome = scan.outcome();
      int order = Math.toIntExact(scan.orderNumber());
      if (scan.type() == EventType.ORDER_PLACED) {
        answer(scan, order, outcome);
      } else if (order >= 0) {
        followUps.set(order);
      }
    }
  }

  private void answer(OutcomeScan scan, int order, int outcome) {
    int marks = columns.marks.get(order);
    if ((marks & Mark.SENT) == 0 || Mark.result(marks) != Journal.NONE) {
      columns.marks.add(order, Mark.SUSPECT);
      return;
    }
    columns.marks.set(order, marks | (outcome << Mark.RESULT_SHIFT));
    columns.set(OrderTime.ANSWERED, order, scan.completedNanos());
    lastKnown = Math.max(lastKnown, scan.completedNanos());
  }

  /** How many orders the generators meant to place. */
  long placed() {
    return placed;
  }

  /** The first intended time; 0 if nothing was sent. */
  long firstIntended() {
    return sends == 0 ? 0 : firstIntended;
  }

  /** Whether a generator's file has the sends in the order in which they were made. */
  boolean inOrder(Path file) {
    return ordered.contains(file);
  }

  /** When the first {@code send()} was entered. */
  long firstSent() {
    return firstSent;
  }

  long lastKnown() {
    return lastKnown;
  }

  /** The orders that have events beside their placement in a journal. */
  BitSet followUps() {
    return followUps;
  }

  /** Whether any key had more than one event. */
  boolean sequenced() {
    return sequenced;
  }
}
