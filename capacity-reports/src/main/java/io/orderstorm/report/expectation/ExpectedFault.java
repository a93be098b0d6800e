package io.orderstorm.report.expectation;

import java.util.Locale;

/**
 * A fault of the scenario.
 *
 * @param target what it hits, as the scenario says: {@code broker-1}, {@code leader(orders/0)},
 *     {@code payment -> payment-provider}
 * @param description for a reader
 */
public record ExpectedFault(String name, Kind kind, String target, String description) {

  /** What a fault acts upon. */
  public enum Kind {
    LINK,
    PROCESS,
    MESSAGE,
    /** A message on which its consumers die. */
    KILLING_MESSAGE,
    DOWNSTREAM;

    public String spelling() {
      return this == KILLING_MESSAGE ? MESSAGE.spelling() : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Message faults add records and, as long as no consumer dies of them, interrupt nothing:
   * recovery is not asked of them.
   */
  public boolean interrupts() {
    return kind != Kind.MESSAGE;
  }

  /**
   * Whether brokers may be away while it lasts, or, with their replication slow or cut, show to
   * nobody what was appended.
   */
  public boolean hitsBroker() {
    return switch (kind) {
      case PROCESS ->
          target.contains("broker") || target.contains("leader(") || target.equals("controller");
      case LINK -> target.startsWith("brokers ->");
      default -> false;
    };
  }
}
