package io.orderstorm.simulator.event;

import java.util.Optional;

/** The kinds of events, each with the code that raw records carry. */
public enum EventType {
  ORDER_PLACED(1, "OrderPlaced"),
  ORDER_AMENDED(2, "OrderAmended"),
  ORDER_CANCELLED(3, "OrderCancelled"),
  STOCK_RESERVED(10, "StockReserved"),
  STOCK_REJECTED(11, "StockRejected"),
  STOCK_RELEASED(12, "StockReleased"),
  PAYMENT_CONFIRMED(20, "PaymentConfirmed"),
  PAYMENT_DECLINED(21, "PaymentDeclined"),
  PAYMENT_SKIPPED(22, "PaymentSkipped"),
  ORDER_DISPATCHED(30, "OrderDispatched"),
  ORDER_COMPENSATED(31, "OrderCompensated"),
  CUSTOMER_NOTIFIED(40, "CustomerNotified");

  /** Code of an event that can't be decoded. */
  public static final int UNKNOWN = 0;

  private static final EventType[] BY_CODE = new EventType[41];

  static {
    for (EventType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final String text;

  EventType(int code, String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  /** The name, as schemas and reports write it. */
  public String text() {
    return text;
  }

  /** The type of a code, empty for {@link #UNKNOWN} and any code that is none. */
  public static Optional<EventType> ofCode(int code) {
    return code < 0 || code >= BY_CODE.length
        ? Optional.empty()
        : Optional.ofNullable(BY_CODE[code]);
  }
}
