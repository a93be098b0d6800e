package io.orderstorm.report.record;

/** What an event says, with its code in record files. */
public enum EventType {
  /** Could not be decoded, or a type that this version does not know. */
  UNKNOWN(0),
  ORDER_PLACED(1),
  ORDER_AMENDED(2),
  ORDER_CANCELLED(3),
  STOCK_RESERVED(10),
  STOCK_REJECTED(11),
  STOCK_RELEASED(12),
  PAYMENT_CONFIRMED(20),
  PAYMENT_DECLINED(21),
  PAYMENT_SKIPPED(22),
  ORDER_DISPATCHED(30),
  ORDER_COMPENSATED(31),
  CUSTOMER_NOTIFIED(40);

  private static final EventType[] BY_CODE = new EventType[256];

  static {
    java.util.Arrays.fill(BY_CODE, UNKNOWN);
    for (EventType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;

  EventType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The type of a code; {@link #UNKNOWN} for a code that has none. */
  public static EventType of(int code) {
    return BY_CODE[code & 0xff];
  }
}
