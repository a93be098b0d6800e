package io.orderstorm.fault.toxiproxy.relay;

import java.util.List;
import java.util.Locale;

/** Why an address could not be bound, in the words of Toxiproxy, which are those of Go. */
final class BindFailure {

  private static final List<String> KNOWN =
      List.of(
          "address already in use",
          "cannot assign requested address",
          "permission denied",
          "too many open files");

  private BindFailure() {}

  /** The reason; what has no words in Toxiproxy is told as it came. */
  static String reason(Throwable cause) {
    String told = String.valueOf(cause.getMessage());
    String small = told.toLowerCase(Locale.ROOT);
    return KNOWN.stream().filter(small::contains).findFirst().orElse(told);
  }
}
