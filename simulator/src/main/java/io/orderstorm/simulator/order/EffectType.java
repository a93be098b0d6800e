package io.orderstorm.simulator.order;

import java.util.Optional;

/** What a downstream service does for an order, with the code that raw records carry. */
public enum EffectType {
  RESERVE(1),
  RELEASE(2),
  CHARGE(3),
  REFUND(4),
  DISPATCH(5),
  NOTIFY(6);

  /** Code of an event that has no effect. */
  public static final int NONE = 0;

  private final int code;

  EffectType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The effect that this one takes back. */
  public Optional<EffectType> reverses() {
    return switch (this) {
      case RELEASE -> Optional.of(RESERVE);
      case REFUND -> Optional.of(CHARGE);
      default -> Optional.empty();
    };
  }

  public static Optional<EffectType> ofCode(int code) {
    return code >= 1 && code <= values().length
        ? Optional.of(values()[code - 1])
        : Optional.empty();
  }
}
