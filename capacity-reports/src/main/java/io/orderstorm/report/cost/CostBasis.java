package io.orderstorm.report.cost;

import java.util.List;

/**
 * What is used.
 *
 * @param ordersPerSecond the rate that everything by the hour is divided by
 * @param rateIs which one that is, for a reader
 * @param bytesFrom where the bytes of records come from, or why there are none, for a reader
 * @param written records on all topics while nothing was wrong and the rate was sustained
 * @param writtenAgain of those, events that had been written before
 * @param repetitionFrom what they, and the stages' deliveries, were counted in, for a reader
 */
public record CostBasis(
    double ordersPerSecond,
    String rateIs,
    List<TopicQuantity> topics,
    List<StageQuantity> stages,
    String bytesFrom,
    long written,
    long writtenAgain,
    String repetitionFrom) {

  public CostBasis {
    topics = List.copyOf(topics);
    stages = List.copyOf(stages);
    if (!(ordersPerSecond > 0)) {
      throw new IllegalArgumentException(
          "what is used by the hour is divided by a rate above 0, was: " + ordersPerSecond);
    }
  }

  /** Events written again, as a share of those written once. */
  public double writtenAgainShare() {
    return written <= writtenAgain ? 0 : (double) writtenAgain / (written - writtenAgain);
  }

  /** The hours that 1,000 orders take at the rate. */
  double hoursPer1000() {
    return 1_000 / ordersPerSecond / 3_600;
  }
}
