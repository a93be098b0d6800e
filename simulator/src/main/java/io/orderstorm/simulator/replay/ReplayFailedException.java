package io.orderstorm.simulator.replay;

import java.util.concurrent.ExecutionException;

/** The cluster, or a file of the replay's, did not do what was asked; it may the next time. */
public final class ReplayFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ReplayFailedException(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  public ReplayFailedException(String message) {
    super(message);
  }

  /** What a failure says; Kafka's futures wrap it. */
  public static String reason(Throwable cause) {
    Throwable inner =
        cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
    return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
  }
}
