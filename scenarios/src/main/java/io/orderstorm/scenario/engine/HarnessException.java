package io.orderstorm.scenario.engine;

/**
 * The machine or a part of the harness failed before a run could begin: what failed, where its log
 * is and what to do. No verdict can be given.
 */
public final class HarnessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public HarnessException(String message) {
    super(message);
  }

  public HarnessException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a failure says of itself; connections that are refused say nothing but their kind. */
  static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
