package io.orderstorm.simulator.order;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Writes order ids, without the cost of a format string per order. */
final class OrderIds {
  private static final int DIGITS = 10;

  private OrderIds() {}

  static String prefix(long seed) {
    return String.format(Locale.ROOT, "OS-%08x-", seed);
  }

  static String of(String prefix, long number) {
    if (number < 0 || number > 9_999_999_999L) {
      throw new IllegalArgumentException("an order number must be 0 to 9999999999, not " + number);
    }
    byte[] text =
        Arrays.copyOf(prefix.getBytes(StandardCharsets.ISO_8859_1), prefix.length() + DIGITS);
    long rest = number;
    for (int at = text.length - 1; at >= prefix.length(); at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
