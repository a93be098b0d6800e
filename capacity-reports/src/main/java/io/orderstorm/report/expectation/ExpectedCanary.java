package io.orderstorm.report.expectation;

import org.jspecify.annotations.Nullable;

/**
 * The next version of a handler that a run brings in.
 *
 * @param goal what has to become of it; null if that is not asked
 */
public record ExpectedCanary(CanaryPlan plan, @Nullable Goal goal) {

  /**
   * What has to become of a candidate.
   *
   * @param promoted whether it has to be promoted, or else rolled back
   * @param before the share of the keys that it may never have had when it is rolled back, from 0
   *     to 1
   */
  public record Goal(boolean promoted, double before) {}
}
