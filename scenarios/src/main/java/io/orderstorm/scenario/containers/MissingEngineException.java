package io.orderstorm.scenario.containers;

import org.jspecify.annotations.Nullable;

/** There is no container engine, or a container did not start. The message says what to do. */
public final class MissingEngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MissingEngineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
