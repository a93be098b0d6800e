package io.orderstorm.report.analysis;

/** The moments of an order that are kept, beside the one at which it was to be sent. */
enum OrderTime {
  /** Its producer's {@code send()} was entered. */
  SENT(0),
  /** Its producer was told how the send ended. */
  ANSWERED(1),
  STOCK(2),
  PAYMENT(3),
  END(4),
  /** Its customer was notified of the payment. */
  PAYMENT_NOTIFIED(5),
  /** Its customer was notified of its end. */
  END_NOTIFIED(6),
  RELEASED(7);

  /** The number of its column. */
  final int column;

  OrderTime(int column) {
    this.column = column;
  }
}
