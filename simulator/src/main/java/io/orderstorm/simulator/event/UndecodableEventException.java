package io.orderstorm.simulator.event;

/**
 * Bytes that are no event. Checked, because whoever reads a topic has to say what becomes of them;
 * without a stack trace, because poison may come by the thousand.
 */
public final class UndecodableEventException extends Exception {
  private final Reason reason;

  UndecodableEventException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why an event can't be decoded. */
  public enum Reason {
    /** No single-object encoding, or data that does not fit its schema. */
    MALFORMED("MalformedEvent"),
    /** Well-formed, but written with a schema that nobody here knows. */
    UNKNOWN_SCHEMA("UnknownSchema"),
    /** Well-formed, and written with a version of a schema that is known to be unreadable. */
    INCOMPATIBLE_SCHEMA("IncompatibleSchema"),
    /** Well-formed, but nested more deeply than anything that makes sense. */
    TOO_DEEP("NestedTooDeeply");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The error class that dead letters carry. */
    public String text() {
      return text;
    }
  }
}
