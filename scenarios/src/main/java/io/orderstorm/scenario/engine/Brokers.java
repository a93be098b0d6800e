package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.simulator.client.ClusterAccess;
import java.util.Set;

/** The brokers of a run, with its topics on them. Closing ends what the run started of them. */
sealed interface Brokers extends AutoCloseable
    permits EmbeddedBrokers, ExternalBrokers, ContainerBrokers {

  /** A way to the brokers that no fault touches. */
  ClusterAccess direct();

  /** The way that the clients of a role take. */
  ClusterAccess of(String role);

  /** The brokers as targets of faults. */
  ProcessPort targets();

  /**
   * The ports of every broker that clients of a role reach through links alone. Empty if there are
   * no such links.
   *
   * @param role of a client, or {@code brokers} and {@code broker-1} for those that replicate
   */
  Set<Integer> behindLinksOf(String role);

  /** Notes brokers that died although no fault asked for it; each once. */
  void check();

  @Override
  void close();
}
