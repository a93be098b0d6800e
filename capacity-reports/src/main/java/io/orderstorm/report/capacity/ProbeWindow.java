package io.orderstorm.report.capacity;

/**
 * When and how a probe was made, written down when it ended.
 *
 * @param number counted from 1 within the search for a plan, sessions included
 * @param condition under which the pipeline was, {@code healthy} or the name of what was wrong
 * @param purpose what the probe was for
 * @param ratePerSecond that was asked for
 * @param startNanos when its load began, in run nanos
 * @param judgedNanos from when on it counts
 * @param endNanos when its load ended
 * @param drainedNanos when no order was in flight any more; 0 if that was not waited for, or did
 *     not come
 */
public record ProbeWindow(
    int number,
    String condition,
    Purpose purpose,
    double ratePerSecond,
    long startNanos,
    long judgedNanos,
    long endNanos,
    long drainedNanos) {

  /** What a probe is for. */
  public enum Purpose {
    /** Code gets warm; nothing is judged. */
    WARM_UP,
    /** Whether a rate is sustained. */
    SEARCH,
    /** Far more than is sustained, to see what comes out at most. */
    SATURATION,
    /** An outage and what follows, to check a prediction. */
    RECOVERY
  }

  public ProbeWindow {
    if (!(startNanos <= judgedNanos && judgedNanos < endNanos)) {
      throw new IllegalArgumentException(
          "a probe starts, is judged from then on, and ends: "
              + startNanos
              + ", "
              + judgedNanos
              + ", "
              + endNanos);
    }
  }

  /** How long the judged part is. */
  public double judgedSeconds() {
    return (endNanos - judgedNanos) / 1e9;
  }
}
