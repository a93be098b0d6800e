package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.event.EventType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which version handled an event, and what became of it. Taken down only where there is a
 * candidate, and only of events that could be read.
 *
 * @param timeNanos when it was remembered, before anything was produced
 * @param topic that it was delivered from
 * @param retry whether that was a retry topic
 * @param shadow whether it was decided beside the stable version, without effects
 * @param choice what the version decided; null if an earlier handling or the wait of its key had
 *     settled it
 * @param intended the outcome that the version decided for, or hoped for from its call; null for
 *     none
 * @param ending what became of it; null in shadow, where nothing does
 * @param outcome the event that followed; null for none
 * @param latencyNanos from its turn, when no earlier event of its key was in hand any more
 */
public record HandlingRecord(
    long timeNanos,
    String topic,
    int partition,
    long offset,
    boolean retry,
    boolean shadow,
    long orderNumber,
    UUID eventId,
    HandlerVersion version,
    @Nullable Choice choice,
    @Nullable EventType intended,
    @Nullable Ending ending,
    @Nullable EventType outcome,
    long latencyNanos) {

  /** What a version decided, with the code that raw records carry. */
  public enum Choice {
    CALL(1),
    EMIT(2),
    NOTE(3),
    IGNORE(4),
    INVALID(5);

    private final int code;

    Choice(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /** What became of the event, with the code that raw records carry. */
  public enum Ending {
    /** With or without an outcome, as it should be. */
    HANDLED(1),
    DEAD_LETTERED(2),
    /** To the retry topic. */
    PUT_OFF(3),
    /** It had been handled before. */
    DEDUPLICATED(4),
    SUPERSEDED(5);

    private final int code;

    Ending(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }
}
