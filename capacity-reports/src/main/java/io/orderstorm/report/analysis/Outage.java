package io.orderstorm.report.analysis;

import java.util.List;

/**
 * When an outage is over: at the end of the last violation after which none starts for a whole
 * settle window, and none starts before revert + settle. So one success ends no outage, and a
 * flapping one lasts until it stops flapping. Without violation it ends where it began.
 */
final class Outage {

  private Outage() {}

  /**
   * The end of the outage that a fault caused.
   *
   * @param spans violations in order of time; those that were over before the injection are none of
   *     it
   */
  static long end(long injected, long reverted, long settle, List<Violations.Span> spans) {
    long end = injected;
    for (Violations.Span span : spans) {
      if (span.to() > injected) {
        if (span.from() >= Math.max(reverted, end) + settle) {
          return end;
        }
        end = span.to();
      }
    }
    return end;
  }
}
