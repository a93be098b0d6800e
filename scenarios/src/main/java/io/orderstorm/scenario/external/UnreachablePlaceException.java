package io.orderstorm.scenario.external;

/** The user's brokers or database do not answer, or not as they should. */
public final class UnreachablePlaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreachablePlaceException(String message, Throwable cause) {
    super(message + ": " + reason(cause), cause);
  }

  /** Kafka's futures wrap what went wrong. */
  private static String reason(Throwable cause) {
    Throwable inner =
        cause instanceof java.util.concurrent.ExecutionException && cause.getCause() != null
            ? cause.getCause()
            : cause;
    return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
  }
}
