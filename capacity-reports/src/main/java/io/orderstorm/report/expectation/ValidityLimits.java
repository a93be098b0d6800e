package io.orderstorm.report.expectation;

import java.time.Duration;

/**
 * Beyond which figures a run can't be judged.
 *
 * @param slip p99 of the generator's own lateness, of what the observer lags behind, and of both
 *     processes' hiccups
 * @param shortfall the share by which any 5 s of sends may fall short of their schedule
 * @param settle how long a stage must be free of violations before it counts as recovered
 */
public record ValidityLimits(Duration slip, double shortfall, Duration settle) {

  private static final Duration LEAST_SLIP = Duration.ofMillis(50);
  private static final double SHORTFALL = 0.02;
  private static final Duration SETTLE = Duration.ofSeconds(5);

  public ValidityLimits {
    if (slip.isNegative() || slip.isZero() || settle.isNegative() || !(shortfall > 0)) {
      throw new IllegalArgumentException(
          "limits must be above 0, given: slip "
              + slip
              + ", shortfall "
              + shortfall
              + ", settle "
              + settle);
    }
  }

  /** A tenth of the tightest latency objective, never below 50 ms; 2 %; 5 s. */
  public static ValidityLimits forObjectives(Objectives objectives) {
    Duration slip =
        objectives
            .tightestLatency()
            .map(limit -> limit.dividedBy(10))
            .filter(tenth -> tenth.compareTo(LEAST_SLIP) > 0)
            .orElse(LEAST_SLIP);
    return new ValidityLimits(slip, SHORTFALL, SETTLE);
  }
}
