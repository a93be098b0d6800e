package io.orderstorm.scenario.engine;

import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.simulator.client.ClusterAccess;
import java.util.Set;

/**
 * Brokers that the user runs. Their processes are not ours to end or to watch; all that a run has
 * there is topics and groups under its prefix.
 */
final class ExternalBrokers implements Brokers {

  private final ClusterAccess access;

  private ExternalBrokers(ClusterAccess access) {
    this.access = access;
  }

  /**
   * Makes the run's topics.
   *
   * @throws HarnessException if the cluster refuses
   */
  static ExternalBrokers prepare(Environment.Run run, Place.External place) {
    ClusterAccess access = place.place().access();
    try {
      place.belongings().made(PipelineParts.createTopics(run.scenario(), access));
    } catch (IllegalStateException e) {
      throw new HarnessException(String.valueOf(e.getMessage()), e);
    }
    return new ExternalBrokers(access);
  }

  @Override
  public ClusterAccess direct() {
    return access;
  }

  @Override
  public ClusterAccess of(String role) {
    return access;
  }

  @Override
  public ProcessPort targets() {
    return new ForeignProcesses();
  }

  @Override
  public Set<Integer> behindLinksOf(String role) {
    return Set.of();
  }

  @Override
  public void check() {
    // what happens to the user's brokers shows in the run's records
  }

  @Override
  public void close() {
    // who opened the belongings removes them, when every client has gone
  }
}
