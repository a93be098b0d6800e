package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EventType;

/** What may be noted of an order, a bit each. */
final class Mark {

  static final int SENT = 1;

  /** The outcome of the send, two bits: {@link Journal#NONE} and so on. */
  static final int RESULT_SHIFT = 1;

  static final int RESULT = 3 << RESULT_SHIFT;

  /** Something was out of the ordinary: the order is looked at by its records. */
  static final int SUSPECT = 1 << 3;

  static final int PLACED = 1 << 4;
  static final int RESERVED = 1 << 5;
  static final int REJECTED = 1 << 6;
  static final int RELEASED = 1 << 7;
  static final int CONFIRMED = 1 << 8;
  static final int DECLINED = 1 << 9;
  static final int SKIPPED = 1 << 10;
  static final int DISPATCHED = 1 << 11;
  static final int COMPENSATED = 1 << 12;
  static final int PAYMENT_NOTIFIED = 1 << 13;
  static final int END_NOTIFIED = 1 << 14;
  static final int AMENDED = 1 << 15;
  static final int CANCELLED = 1 << 16;

  static final int STORE_ROW = 1 << 17;
  static final int STORE_RESERVED = 1 << 18;
  static final int STORE_PAID = 1 << 19;
  static final int STORE_DISPATCHED = 1 << 20;
  static final int STORE_RELEASED = 1 << 21;

  /** An event other than a follow-up was not the first of its key. */
  static final int SEQUENCED = 1 << 22;

  static final int STORE_COMPENSATED = 1 << 23;
  static final int STORE_CANCELLED = 1 << 24;

  private Mark() {}

  /** The mark of an event that was seen; CustomerNotified needs the topic of its cause. */
  static int of(EventType type, boolean causedByPayment) {
    return switch (type) {
      case ORDER_PLACED -> PLACED;
      case ORDER_AMENDED -> AMENDED;
      case ORDER_CANCELLED -> CANCELLED;
      case STOCK_RESERVED -> RESERVED;
      case STOCK_REJECTED -> REJECTED;
      case STOCK_RELEASED -> RELEASED;
      case PAYMENT_CONFIRMED -> CONFIRMED;
      case PAYMENT_DECLINED -> DECLINED;
      case PAYMENT_SKIPPED -> SKIPPED;
      case ORDER_DISPATCHED -> DISPATCHED;
      case ORDER_COMPENSATED -> COMPENSATED;
      case CUSTOMER_NOTIFIED -> causedByPayment ? PAYMENT_NOTIFIED : END_NOTIFIED;
      case UNKNOWN -> SUSPECT;
    };
  }

  static int result(int marks) {
    return (marks & RESULT) >>> RESULT_SHIFT;
  }
}
