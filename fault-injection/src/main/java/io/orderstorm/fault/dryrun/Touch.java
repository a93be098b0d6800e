package io.orderstorm.fault.dryrun;

import java.util.Locale;

/**
 * Something that a fault touches.
 *
 * @param part how much of it: {@code 20% of the connections}
 */
record Touch(Kind kind, String name, String part) {

  /** What can be touched, in the order of a report. */
  enum Kind {
    CLIENT,
    BROKER,
    PROCESS,
    SERVICE,
    TOPIC;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
