package io.orderstorm.simulator.downstream;

import java.time.Duration;

/** What a call came to, as a stage has to tell results apart. */
public sealed interface CallResult {

  <R> R match(Cases<R> cases);

  /**
   * The service did it, now or earlier.
   *
   * @param nothing true if there was nothing to do
   */
  record Success(boolean nothing) implements CallResult {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.success(this);
    }
  }

  /** The service said no, for reasons of business: asking again would not help. */
  record Refused(int status) implements CallResult {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refused(this);
    }
  }

  /**
   * It failed in a way that may pass. Whether the service did it is not known.
   *
   * @param detail the HTTP status, {@link #TIMEOUT} or {@link #CONNECTION}
   * @param retryAfter how long the service asked to be left alone; zero if it did not
   */
  record Retriable(int detail, String message, Duration retryAfter) implements CallResult {
    /** No answer in time. */
    public static final int TIMEOUT = 0;

    /** No connection, or it broke. */
    public static final int CONNECTION = -1;

    private static final int TOO_MANY_REQUESTS = 429;

    /** The service said nothing of when to come again. */
    public Retriable(int detail, String message) {
      this(detail, message, Duration.ZERO);
    }

    /** Whether the service only wants to be asked less often, which is no fault of the request. */
    public boolean isThrottling() {
      return detail == TOO_MANY_REQUESTS;
    }

    /** A name for the kind of failure. */
    public String errorClass() {
      return switch (detail) {
        case TIMEOUT -> "CallTimeout";
        case CONNECTION -> "ConnectionFailure";
        default -> "ServiceFailure";
      };
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.retriable(this);
    }
  }

  /** The service does not understand the request, and never will. */
  record NonRetriable(int status) implements CallResult {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.nonRetriable(this);
    }
  }

  /** What to do in each case. */
  interface Cases<R> {
    R success(Success result);

    R refused(Refused result);

    R retriable(Retriable result);

    R nonRetriable(NonRetriable result);
  }
}
