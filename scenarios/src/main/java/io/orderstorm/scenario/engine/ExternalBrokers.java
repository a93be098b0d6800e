package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.scenario.child.PipelineParts;
import io.orderstorm.scenario.external.LiveCluster;
import io.orderstorm.scenario.hop.BrokerAddress;
import io.orderstorm.scenario.hop.BrokerTransport;
import io.orderstorm.scenario.hop.KafkaHop;
import io.orderstorm.simulator.client.ClusterAccess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brokers that the user runs. Their processes are not ours to end or to watch; all that a run has
 * there is topics and groups under its prefix. Client roles whose way to the brokers a fault hits
 * go through links and a hop; all others, and every role of a scenario without such a fault, go
 * straight there.
 */
final class ExternalBrokers implements Brokers {

  private final ClusterAccess access;
  private final Optional<KafkaHop> hop;
  private final LiveCluster cluster;

  private ExternalBrokers(ClusterAccess access, Optional<KafkaHop> hop) {
    this.access = access;
    this.hop = hop;
    this.cluster = new LiveCluster(access);
  }

  /**
   * Makes the run's topics and the links that faults will hit.
   *
   * @throws HarnessException if the cluster refuses
   */
  static ExternalBrokers prepare(Environment.Run run, Place.External place, Links links) {
    ClusterAccess access = place.place().access();
    try {
      place.belongings().made(PipelineParts.createTopics(run.scenario(), access));
    } catch (IllegalStateException e) {
      throw new HarnessException(String.valueOf(e.getMessage()), e);
    }
    Set<String> roles = rolesUnderFaults(run.scenario().faults());
    return new ExternalBrokers(
        access,
        roles.isEmpty()
            ? Optional.empty()
            : Optional.of(
                KafkaHop.open(
                    roles,
                    addresses(place),
                    BrokerTransport.of(access.properties()),
                    links::beforeBroker)));
  }

  private static List<BrokerAddress> addresses(Place.External place) {
    return place.cluster().brokers().stream()
        .map(broker -> new BrokerAddress(broker.id(), broker.host(), broker.port()))
        .toList();
  }

  private static Set<String> rolesUnderFaults(List<Fault> faults) {
    return faults.stream()
        .filter(LinkFault.class::isInstance)
        .map(fault -> ((LinkFault) fault).on())
        .filter(link -> !(link.server() instanceof Target.Named))
        .map(link -> link.client())
        .collect(Collectors.toSet());
  }

  @Override
  public ClusterAccess direct() {
    return access;
  }

  @Override
  public ClusterAccess of(String role) {
    return hop.filter(ways -> ways.roles().contains(role))
        .map(
            ways ->
                new ClusterAccess(
                    ways.bootstrapServers(role), ways.clientProperties(), access.names()))
        .orElse(access);
  }

  @Override
  public ProcessPort targets() {
    return new ForeignProcesses(cluster, hop);
  }

  /**
   * The hop's ports. The brokers' own ones can't be told from detours: roles that no fault hits are
   * in the same processes and go straight there.
   */
  @Override
  public Set<Integer> behindLinksOf(String role) {
    return hop.filter(ways -> ways.roles().contains(role))
        .map(ways -> ways.doors(role))
        .orElse(Set.of());
  }

  @Override
  public void check() {
    // what happens to the user's brokers shows in the run's records
  }

  /** Who opened the belongings removes them, when every client has gone. */
  @Override
  public void close() {
    cluster.close();
    hop.ifPresent(KafkaHop::close);
  }
}
