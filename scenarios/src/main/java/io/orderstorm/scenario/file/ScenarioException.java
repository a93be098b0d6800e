package io.orderstorm.scenario.file;

/**
 * A scenario that can't be run as written. The message is one line: where, what, and what is
 * allowed.
 */
public final class ScenarioException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal whose message already says where. */
  public ScenarioException(String message) {
    super(message);
  }
}
