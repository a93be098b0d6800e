package io.orderstorm.fault.injection;

import io.orderstorm.fault.injection.LinkEvidence.Bite;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A toxic's counters as a sentence of a report. */
final class BiteInWords {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BiteInWords() {}

  static String of(Bite bite, List<String> proxies) {
    var where = " on " + String.join(", ", proxies);
    if (!bite.bit()) {
      return "nothing felt it"
          + where
          + " ("
          + count(bite.connectionsStruck(), "connection")
          + " struck)";
    }
    var parts = new ArrayList<String>();
    add(parts, bite.connectionsCut(), "connection", "cut");
    add(parts, bite.bytesDiscarded(), "byte", "discarded");
    add(parts, bite.bytesDelayed(), "byte", "delayed");
    add(parts, bite.slices(), "slice", "cut off");
    add(parts, bite.closesDelayed(), "close", "delayed");
    return String.join(", ", parts)
        + " between "
        + TIME.format(Instant.ofEpochMilli(bite.firstMillis()))
        + " and "
        + TIME.format(Instant.ofEpochMilli(bite.lastMillis()))
        + where;
  }

  /** {@code 41,210 bytes}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  private static void add(List<String> parts, long number, String noun, String what) {
    if (number > 0) {
      parts.add(count(number, noun) + " " + what);
    }
  }
}
