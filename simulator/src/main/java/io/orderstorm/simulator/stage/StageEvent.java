package io.orderstorm.simulator.stage;

/** What can be seen of a stage, with the code that raw records carry. */
public enum StageEvent {
  ASSIGNED(1),
  REVOKED(2),
  DELIVERED(3),
  /** The service answered, if only to say no: then the detail is its HTTP status. */
  ATTEMPT_SUCCEEDED(4),
  /** Detail: HTTP status, 0 for a timeout, −1 for a connection failure. */
  ATTEMPT_FAILED(5),
  DEDUPLICATED(6),
  /** Detail: milliseconds until the next attempt. */
  RETRY_SCHEDULED(7),
  PARKED(8),
  UNPARKED(9),
  DEAD_LETTERED(10),
  /** The offset is the next one to be read. */
  COMMITTED(11),
  PAUSED(12),
  RESUMED(13),
  CIRCUIT_OPENED(14),
  CIRCUIT_CLOSED(15),
  SUPERSEDED(16),
  /** Too many dead letters: nothing is begun for a while. */
  OVERFLOW_PAUSED(17),
  OVERFLOW_RESUMED(18);

  private final int code;

  StageEvent(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
