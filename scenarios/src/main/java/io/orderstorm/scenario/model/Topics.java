package io.orderstorm.scenario.model;

/**
 * How the pipeline's topics are laid out.
 *
 * @param key what orders are partitioned by
 */
public record Topics(int partitions, int replication, int minInsync, Key key) {

  /** What decides an order's partition, and thereby which events keep their order. */
  public enum Key {
    ORDER,
    CUSTOMER,
    SKU
  }
}
