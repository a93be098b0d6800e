package io.orderstorm.report.canary;

import org.jspecify.annotations.Nullable;

/**
 * How the candidate differs from the stable version in what a rule asks about.
 *
 * @param rule {@code errors}, {@code outcomes} or {@code latency}
 * @param what the outcome, or the figure
 * @param stable a share from 0 to 1, or milliseconds
 * @param candidate as {@code stable}
 * @param difference of shares, or how many times the stable one's latency
 * @param low where the difference is at least with 95 % confidence; null for latency
 * @param high where it is at most; null for latency
 * @param bound that the rule sets to the difference
 * @param chance how likely chance alone makes a difference as large
 */
public record Difference(
    String rule,
    String what,
    double stable,
    double candidate,
    double difference,
    @Nullable Double low,
    @Nullable Double high,
    double bound,
    double chance) {

  /** The rules, as scenario files write them. */
  public static final String ERRORS = "errors";

  public static final String OUTCOMES = "outcomes";
  public static final String LATENCY = "latency";

  /** Whether it is beyond the rule's bound, whatever the evidence. */
  public boolean isBeyond() {
    double size = rule.equals(OUTCOMES) ? Math.abs(difference) : difference;
    return size > bound;
  }

  /** Whether it is beyond the bound and chance hardly explains it. */
  public boolean speaksAgainst(double level) {
    return isBeyond() && chance < level;
  }
}
