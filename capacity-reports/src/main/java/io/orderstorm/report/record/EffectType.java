package io.orderstorm.report.record;

/** What a downstream service did, with its code in record files. */
public enum EffectType {
  RESERVE(1),
  RELEASE(2),
  CHARGE(3),
  REFUND(4),
  DISPATCH(5),
  NOTIFY(6);

  private static final EffectType[] BY_CODE = values();

  private final int code;

  EffectType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * The effect of a code.
   *
   * @throws IllegalArgumentException if no effect has it
   */
  public static EffectType of(int code) {
    if (code < 1 || code > BY_CODE.length) {
      throw new IllegalArgumentException(
          "effect code " + code + " is not within 1 and " + BY_CODE.length);
    }
    return BY_CODE[code - 1];
  }
}
