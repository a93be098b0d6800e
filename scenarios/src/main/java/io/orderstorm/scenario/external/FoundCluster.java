package io.orderstorm.scenario.external;

import java.util.List;

/**
 * A cluster as it was found.
 *
 * @param id that it tells of itself
 * @param brokers those that were there
 */
public record FoundCluster(String id, List<Broker> brokers) {

  public FoundCluster {
    brokers = List.copyOf(brokers);
    if (brokers.isEmpty()) {
      throw new IllegalArgumentException("a cluster has at least one broker");
    }
  }

  /** A broker with the address that it advertises. */
  public record Broker(int id, String host, int port) {

    /** The broker's name in scenarios and reports. */
    public String name() {
      return "broker-" + id;
    }
  }
}
