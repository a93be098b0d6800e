package io.orderstorm.report.result;

/** Where all orders went, and what was found wrong with them. Counts are over OrderPlaced only. */
public record OrderCounts(
    long offered,
    long acknowledged,
    long rejected,
    long indeterminate,
    long indeterminateLanded,
    long fulfilled,
    long compensated,
    long deadLettered,
    long inFlight,
    long lost,
    long duplicateEffects,
    long orphanEffects,
    long orderingViolations,
    long impossibleTransitions,
    long parityMismatches) {

  /** Every order that was offered has one outcome of its send. */
  public boolean sendsClose() {
    return offered == acknowledged + rejected + indeterminate;
  }

  /** Every order that landed has one fate. */
  public boolean fatesClose() {
    return acknowledged + indeterminateLanded
        == fulfilled + compensated + deadLettered + inFlight + lost;
  }

  /** Whether nothing at all is wrong with what was kept, done and ordered. */
  public boolean correct() {
    return lost
            + duplicateEffects
            + orphanEffects
            + orderingViolations
            + impossibleTransitions
            + parityMismatches
        == 0;
  }
}
