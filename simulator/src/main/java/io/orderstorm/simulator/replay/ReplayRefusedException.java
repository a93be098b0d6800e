package io.orderstorm.simulator.replay;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replay that may not be planned, approved or run as asked. Nothing was changed. The message is
 * one line: what was found, what is allowed, and what to do.
 */
public final class ReplayRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String field;
  private final String why;

  public ReplayRefusedException(String message) {
    super(message);
    this.field = null;
    this.why = message;
  }

  /**
   * For what one field of a request asks for.
   *
   * @param field such as {@code target.revision}
   */
  public ReplayRefusedException(String field, String why) {
    super(field + ": " + why);
    this.field = field;
    this.why = why;
  }

  /** The field of the request that is to be changed; empty if none of them alone. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** The message without the field. */
  public String why() {
    return why;
  }
}
