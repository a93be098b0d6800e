package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How the pipeline's topics are laid out.
 *
 * @param key what orders are partitioned by
 * @param expansion of one topic while the run goes on; empty for none
 */
public record Topics(
    int partitions, int replication, int minInsync, Key key, Optional<Expansion> expansion) {

  /**
   * A topic gets more partitions, once, when a group that reads it lags.
   *
   * @param to how many partitions it has then
   * @param above the lag in records …
   * @param holding … and for how long
   */
  public record Expansion(String topic, int to, long above, Duration holding) {}

  /** What decides an order's partition, and thereby which events keep their order. */
  public enum Key {
    ORDER,
    CUSTOMER,
    SKU
  }
}
