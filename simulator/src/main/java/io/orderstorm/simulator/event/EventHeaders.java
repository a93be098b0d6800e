package io.orderstorm.simulator.event;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The names of all record headers. Every value is text in UTF-8. */
public final class EventHeaders {

  /** On everything that stems from a generated order: no one may take it for a real one. */
  public static final String SYNTHETIC = "orderstorm-synthetic";

  /** On a record that a message fault added: the fault's name. */
  public static final String INJECTED = "orderstorm-injected";

  /**
   * On a record that a message fault added: what it does to whoever handles it, {@code crash} or
   * {@code slow 300}. It stays with the record, also in retry and dead-letter topics, and says
   * nothing without {@link #INJECTED}.
   */
  public static final String POISON = "orderstorm-poison";

  /** Position of a customer's event among the events of its key, from 0. */
  public static final String KEY_SEQUENCE = "orderstorm-key-sequence";

  /** On everything that a replay causes: the replay's number, 1 or more. */
  public static final String REPLAY_ID = "orderstorm-replay-id";

  /** On a copy that a replay made: the plan's id. */
  public static final String REPLAY_PLAN = "orderstorm-replay-plan";

  /** On a copy that a replay made: {@code topic/partition/offset} of the record that was copied. */
  public static final String REPLAY_SOURCE = "orderstorm-replay-source";

  /** On a dead letter that was redriven, and on what it becomes if it fails again: how often. */
  public static final String REDRIVES = "orderstorm-redrives";

  /**
   * On a copy that a corrected replay made, also in retry and dead-letter topics: the revision of
   * what the stage makes of it.
   */
  public static final String REVISION = "orderstorm-revision";

  /** On an event of a revision above 0: the id that it has, or would have had, at revision 0. */
  public static final String REVISES = "orderstorm-revises";

  /** Where a retried, parked or dead-lettered event stood first. */
  public static final String ORIGINAL_TOPIC = "orderstorm-original-topic";

  public static final String ORIGINAL_PARTITION = "orderstorm-original-partition";
  public static final String ORIGINAL_OFFSET = "orderstorm-original-offset";

  /** Milliseconds since the epoch, as the original record had it. */
  public static final String ORIGINAL_TIMESTAMP = "orderstorm-original-timestamp";

  /** Consumer group that gave the event up or put it off. */
  public static final String GROUP = "orderstorm-group";

  public static final String ERROR_CLASS = "orderstorm-error-class";
  public static final String ERROR_MESSAGE = "orderstorm-error-message";

  /** How many attempts were used up. */
  public static final String ATTEMPTS = "orderstorm-attempts";

  /** Time of the first failure, ISO-8601. */
  public static final String FIRST_FAILURE = "orderstorm-first-failure";

  /** On a record of a retry topic: not before this time, milliseconds since the epoch. */
  public static final String NOT_BEFORE = "orderstorm-not-before";

  /** Team that owns the original topic. */
  public static final String OWNER = "orderstorm-owner";

  public static final String RUNBOOK = "orderstorm-runbook";

  private EventHeaders() {}

  public static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The last value of a header. */
  public static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** The last value of a header as a number; {@code otherwise} if it is missing or none. */
  public static long number(Headers headers, String name, long otherwise) {
    try {
      return text(headers, name).map(Long::parseLong).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
