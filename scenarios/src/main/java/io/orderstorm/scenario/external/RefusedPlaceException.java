package io.orderstorm.scenario.external;

/**
 * A run may not or can't be played where the user wants it. Nothing was made there. The message is
 * one line: what was found, what is allowed, and how to allow it.
 */
public final class RefusedPlaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RefusedPlaceException(String message) {
    super(message);
  }
}
