package io.orderstorm.simulator.replay;

/**
 * A replay that may not be planned, approved or run as asked. Nothing was changed. The message is
 * one line: what was found, what is allowed, and what to do.
 */
public final class ReplayRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ReplayRefusedException(String message) {
    super(message);
  }
}
