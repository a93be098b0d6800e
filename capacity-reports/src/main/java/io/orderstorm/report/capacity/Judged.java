package io.orderstorm.report.capacity;

import java.util.List;

/**
 * A probe, judged.
 *
 * @param reasons why, the first being the plainest
 */
public record Judged(ProbeFigures figures, Answer answer, List<String> reasons) {

  /** Whether the rate is sustained. */
  public enum Answer {
    SUSTAINED,
    NOT_SUSTAINED,
    /** The measurement itself can't be trusted. */
    INVALID
  }

  public Judged {
    reasons = List.copyOf(reasons);
  }
}
