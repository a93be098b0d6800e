package io.orderstorm.scenario.hop;

/** Where clients are sent instead of to a broker. */
@FunctionalInterface
interface Detour {

  /** The port on the loopback interface that leads to this broker. */
  int port(BrokerAddress broker);
}
