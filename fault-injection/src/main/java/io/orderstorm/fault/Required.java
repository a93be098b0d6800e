package io.orderstorm.fault;

import java.time.Duration;

/** The checks that all faults share; each message says what was expected and what was given. */
final class Required {

  private Required() {}

  static String text(String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    return value;
  }

  static void window(String name, Duration at, Duration lasting) {
    text(name, "A fault's name");
    notNegative(at, "Fault '" + name + "': at");
    if (lasting.isNegative() || lasting.isZero()) {
      throw new IllegalArgumentException(
          "Fault '" + name + "': for must be longer than 0, but is " + DurationText.of(lasting));
    }
  }

  static void notNegative(Duration value, String what) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          what + " must not be negative, but is " + DurationText.of(value));
    }
  }

  static void notNegative(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " must not be negative, but is " + value);
    }
  }

  static void positive(long value, String what) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be above 0, but is " + value);
    }
  }
}
