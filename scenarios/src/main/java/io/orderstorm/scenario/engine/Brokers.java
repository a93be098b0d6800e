package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.simulator.client.ClusterAccess;

/** The brokers of a run, with its topics on them. Closing ends what the run started of them. */
sealed interface Brokers extends AutoCloseable permits EmbeddedBrokers, ExternalBrokers {

  /** A way to the brokers that no fault touches. */
  ClusterAccess direct();

  /** The way that the clients of a role take. */
  ClusterAccess of(String role);

  /** The brokers as targets of faults. */
  ProcessPort targets();

  /** Notes brokers that died although no fault asked for it; each once. */
  void check();

  @Override
  void close();
}
