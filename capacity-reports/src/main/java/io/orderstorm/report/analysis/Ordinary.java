package io.orderstorm.report.analysis;

import static io.orderstorm.report.analysis.Mark.*;

/**
 * Whether all is well with an order, as far as its own records say: it was placed once and went one
 * of the ways that an order may go, to its end, with every event seen once and caused by the one
 * before, every effect performed once, and the store saying the same; or it was never written and
 * nothing of it was seen. Such an order has no finding, no loss, no outcome that is owed, and its
 * fate is its end. Every other order is a <em>case</em> ({@link CaseFile}): whether it is an
 * anomaly, and which, is decided there, by its records.
 */
final class Ordinary {

  private static final int EVENTS =
      PLACED
          | RESERVED
          | REJECTED
          | RELEASED
          | CONFIRMED
          | DECLINED
          | SKIPPED
          | DISPATCHED
          | COMPENSATED
          | PAYMENT_NOTIFIED
          | END_NOTIFIED;
  private static final int STORE =
      STORE_RESERVED | STORE_PAID | STORE_DISPATCHED | STORE_RELEASED | STORE_COMPENSATED;
  private static final int NOTIFIED = PAYMENT_NOTIFIED | END_NOTIFIED;

  private static final int FULFILLED = PLACED | RESERVED | CONFIRMED | DISPATCHED | NOTIFIED;
  private static final int OUT_OF_STOCK = PLACED | REJECTED | SKIPPED | COMPENSATED | NOTIFIED;
  private static final int UNPAID =
      PLACED | RESERVED | DECLINED | COMPENSATED | RELEASED | NOTIFIED;
  private static final int WITHDRAWN =
      PLACED | RESERVED | SKIPPED | COMPENSATED | RELEASED | NOTIFIED;

  private static final int STORE_UNDONE = STORE_RESERVED | STORE_RELEASED | STORE_COMPENSATED;

  private Ordinary() {}

  static boolean is(int marks, long balance) {
    boolean cancelled = (marks & CANCELLED) != 0;
    if ((marks & (SENT | SUSPECT)) != SENT
        || balance != 0
        || cancelled != ((marks & STORE_CANCELLED) != 0)) {
      return false;
    }
    int result = Mark.result(marks);
    return switch (marks & EVENTS) {
      case 0 -> result != Journal.ACKNOWLEDGED && (marks & STORE) == 0;
      case FULFILLED -> landed(result, marks, STORE_RESERVED | STORE_PAID | STORE_DISPATCHED);
      case OUT_OF_STOCK -> landed(result, marks, STORE_COMPENSATED);
      case UNPAID -> landed(result, marks, STORE_UNDONE);
      case WITHDRAWN -> cancelled && landed(result, marks, STORE_UNDONE);
      default -> false;
    };
  }

  private static boolean landed(int result, int marks, int store) {
    return result != Journal.REJECTED && (marks & STORE) == store;
  }

  /** The fate of an order with which all is well. */
  static byte fate(int marks) {
    if ((marks & PLACED) == 0) {
      return Ledger.NOT_LANDED;
    }
    return (marks & DISPATCHED) != 0 ? Ledger.FULFILLED : Ledger.COMPENSATED;
  }
}
