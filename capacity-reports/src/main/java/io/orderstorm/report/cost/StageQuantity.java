package io.orderstorm.report.cost;

import org.jspecify.annotations.Nullable;

/**
 * What a stage does.
 *
 * @param owner the team of the topic that it writes
 * @param idle consumers that have no partition
 * @param callsPer1000 calls that its service answered for each 1,000 orders; null if its service's
 *     log was not there
 * @param deliveries records that it was given while nothing was wrong and the rate was sustained
 * @param redelivered of those, the ones that it had been given before
 * @param failedAttempts calls that failed
 */
public record StageQuantity(
    String stage,
    String owner,
    String service,
    int consumers,
    int idle,
    @Nullable Double callsPer1000,
    long deliveries,
    long redelivered,
    long failedAttempts) {

  public StageQuantity {
    if (redelivered > deliveries || redelivered < 0 || failedAttempts < 0) {
      throw new IllegalArgumentException(
          stage + " was given " + deliveries + " records, " + redelivered + " of them again");
    }
  }

  /** Records that it was given for the first time. */
  public long inputs() {
    return deliveries - redelivered;
  }

  /** Deliveries again, as a share of the inputs: what replay, backfill and rebalances add. */
  public double deliveredAgain() {
    return inputs() == 0 ? 0 : (double) redelivered / inputs();
  }

  /** Failed calls, as a share of the inputs: each has to be made again. */
  public double calledAgain() {
    return inputs() == 0 ? 0 : (double) failedAttempts / inputs();
  }
}
