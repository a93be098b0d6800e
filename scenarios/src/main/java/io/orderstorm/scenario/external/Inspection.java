package io.orderstorm.scenario.external;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.Target;
import io.orderstorm.scenario.file.AllowList;
import io.orderstorm.scenario.hop.BrokerTransport;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.client.ClusterAccess;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Whether a run may and can be played at a place: the cluster and the database are asked, nothing
 * is made.
 */
public final class Inspection {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private static final String SHORTEST_SESSION = "group.min.session.timeout.ms";

  private final Scenario scenario;
  private final ExternalPlace place;
  private final AllowList allowed;

  private Inspection(Scenario scenario, ExternalPlace place, AllowList allowed) {
    this.scenario = scenario;
    this.place = place;
    this.allowed = allowed;
  }

  /**
   * Inspects a place.
   *
   * @return what was found
   * @throws RefusedPlaceException if the place is not allowed, does not suit the scenario, or holds
   *     something under the run's prefix already
   * @throws UnreachablePlaceException if it does not answer
   */
  public static FoundCluster of(Scenario scenario, ExternalPlace place, AllowList allowed) {
    return new Inspection(scenario, place, allowed).inspect();
  }

  private FoundCluster inspect() {
    place.database().ifPresent(database -> database.hosts().forEach(this::requireHost));
    ClusterAccess access = place.access();
    FoundCluster found;
    try (Admin admin = BoundedAdmin.of(access)) {
      found = found(admin);
      requireReplicas(found);
      requireWaysUnderFaults(access, found);
      requireFreePrefix(admin);
      shortestSession(admin, found).ifPresent(this::requireSessions);
    }
    place
        .database()
        .map(database -> new RunSchema(database, place.schema(), "none"))
        .ifPresent(RunSchema::requireRoom);
    return found;
  }

  private FoundCluster found(Admin admin) {
    var cluster = admin.describeCluster();
    String id = answer(cluster.clusterId());
    requireAllowed(id);
    List<FoundCluster.Broker> brokers =
        answer(cluster.nodes()).stream()
            .map(node -> new FoundCluster.Broker(node.id(), node.host(), node.port()))
            .toList();
    return new FoundCluster(id, brokers);
  }

  private void requireAllowed(String id) {
    if (!allowed.clusters().contains(id)) {
      throw new RefusedPlaceException(
          "the cluster behind "
              + place.bootstrapServers()
              + " has the id '"
              + id
              + "', which is not on the allow-list "
              + allowed.origin()
              + "; if runs may go there, add the id to its 'clusters'");
    }
  }

  private void requireHost(String host) {
    if (!allowed.hosts().allows(host)) {
      throw new RefusedPlaceException(
          "the database's host '"
              + host
              + "' is neither this machine's loopback interface nor on the allow-list "
              + allowed.origin()
              + "; if runs may go there, add it to its 'hosts'");
    }
  }

  private void requireReplicas(FoundCluster found) {
    int replicas = scenario.pipeline().topics().replication();
    if (replicas > found.brokers().size()) {
      throw new RefusedPlaceException(
          "pipeline.topics.replication asks for "
              + replicas
              + " replicas, but the cluster has "
              + found.brokers().size()
              + " broker(s); --set pipeline.topics.replication=… and min-insync to what it has");
    }
  }

  private void requireWaysUnderFaults(ClusterAccess access, FoundCluster found) {
    for (Fault fault : scenario.faults()) {
      if (fault instanceof LinkFault link && !(link.on().server() instanceof Target.Named)) {
        requireWay(link, access);
        requireBroker(link, found);
      }
    }
  }

  private static void requireWay(LinkFault fault, ClusterAccess access) {
    try {
      BrokerTransport.of(access.properties());
    } catch (IllegalArgumentException e) {
      throw new RefusedPlaceException(
          "fault "
              + fault.name()
              + " on "
              + fault.on().text()
              + " needs a hop on the way to the brokers, and there can't be one: "
              + e.getMessage());
    }
  }

  private static void requireBroker(LinkFault fault, FoundCluster found) {
    String server = fault.on().server().text();
    if (fault.on().server() instanceof Target.Broker
        && found.brokers().stream().noneMatch(broker -> broker.name().equals(server))) {
      throw new RefusedPlaceException(
          "fault "
              + fault.name()
              + " is on "
              + fault.on().text()
              + ", but the cluster has "
              + found.brokers().stream()
                  .map(FoundCluster.Broker::name)
                  .collect(Collectors.joining(", ")));
    }
  }

  private void requireFreePrefix(Admin admin) {
    requireFree("topic", answer(admin.listTopics().names()));
    requireFree(
        "group", answer(admin.listGroups().all()).stream().map(GroupListing::groupId).toList());
  }

  private void requireFree(String what, Collection<String> names) {
    String prefix = place.names().prefix();
    names.stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new RefusedPlaceException(
                  "the cluster already has a "
                      + what
                      + " '"
                      + name
                      + "'; a run touches nothing that it did not make, choose another --prefix than "
                      + prefix);
            });
  }

  /** Empty if the cluster does not tell. */
  private static Optional<Duration> shortestSession(Admin admin, FoundCluster found) {
    var broker =
        new ConfigResource(
            ConfigResource.Type.BROKER, Integer.toString(found.brokers().get(0).id()));
    try {
      Map<ConfigResource, Config> configs = answer(admin.describeConfigs(List.of(broker)).all());
      return Optional.ofNullable(configs.get(broker))
          .map(config -> config.get(SHORTEST_SESSION))
          .map(ConfigEntry::value)
          .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
    } catch (UnreachablePlaceException e) {
      if (e.getCause() != null && e.getCause().getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void requireSessions(Duration shortest) {
    for (Stage stage : scenario.pipeline().stages()) {
      if (stage.session().compareTo(shortest) < 0) {
        throw new RefusedPlaceException(
            "pipeline.stages."
                + stage.name()
                + ".session is "
                + stage.session().toMillis()
                + "ms, but the cluster's "
                + SHORTEST_SESSION
                + " is "
                + shortest.toMillis()
                + "; --set pipeline.stages."
                + stage.name()
                + ".session="
                + shortest.toMillis()
                + "ms");
      }
    }
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnreachablePlaceException("the cluster can't be asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachablePlaceException("interrupted while asking the cluster", e);
    }
  }
}
