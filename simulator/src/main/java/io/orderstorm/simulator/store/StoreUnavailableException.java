package io.orderstorm.simulator.store;

/** The store did not answer; the same call may succeed later, and may have succeeded already. */
public final class StoreUnavailableException extends RuntimeException {
  StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
