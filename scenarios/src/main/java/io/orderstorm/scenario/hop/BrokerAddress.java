package io.orderstorm.scenario.hop;

/**
 * Where a broker is.
 *
 * @param id its node id
 */
public record BrokerAddress(int id, String host, int port) {

  /** The broker's name in scenarios, links and reports. */
  public String name() {
    return "broker-" + id;
  }
}
