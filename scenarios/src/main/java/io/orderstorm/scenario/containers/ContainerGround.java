package io.orderstorm.scenario.containers;

import io.orderstorm.simulator.broker.BrokerTuning;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.FailureDetection;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.toxiproxy.ToxiproxyContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The containers of one run. Nothing runs before it is asked for; {@link #close} ends all. The
 * links come first, as brokers advertise their ports.
 */
public final class ContainerGround implements AutoCloseable {

  private static final String DATABASE = "orderstorm";

  private final ContainerLayout layout;
  private final Images images;
  private final Network network = Network.newNetwork();
  private final ToxiproxyContainer toxiproxy;
  private final PostgreSQLContainer postgres;
  private final Map<String, GenericContainer<?>> brokers = new LinkedHashMap<>();

  private ContainerGround(ContainerLayout layout, Images images) {
    this.layout = layout;
    this.images = images;
    this.toxiproxy =
        new ToxiproxyContainer(
                DockerImageName.parse(images.toxiproxy())
                    .asCompatibleSubstituteFor("ghcr.io/shopify/toxiproxy"))
            .withNetwork(network)
            .withAccessToHost(true);
    this.postgres =
        new PostgreSQLContainer(
                DockerImageName.parse(images.postgres()).asCompatibleSubstituteFor("postgres"))
            .withDatabaseName(DATABASE);
  }

  /**
   * Plans the containers; none is made yet.
   *
   * @param roles of clients, without the direct one
   * @throws IllegalArgumentException if there are more links than a ToxiproxyContainer has ports
   */
  public static ContainerGround plan(
      int brokers, List<String> roles, List<String> services, Images images) {
    return new ContainerGround(ContainerLayout.of(brokers, roles, services), images);
  }

  /**
   * Asks for the engine; starts nothing.
   *
   * @throws MissingEngineException if there is none
   */
  public static void requireEngine() {
    try {
      if (DockerClientFactory.instance().isDockerAvailable()) {
        return;
      }
    } catch (RuntimeException e) {
      throw noEngine(e);
    }
    throw noEngine(null);
  }

  private static MissingEngineException noEngine(@Nullable RuntimeException cause) {
    return new MissingEngineException(
        "--environment testcontainers needs a container engine, and none answers; start Docker (or set"
            + " DOCKER_HOST), or play the scenario with --environment embedded",
        cause);
  }

  // Links.

  /** Starts Toxiproxy. */
  public void startLinks() {
    started("Toxiproxy", toxiproxy);
  }

  /** Toxiproxy's API. */
  public URI toxiproxyUrl() {
    return URI.create("http://" + host() + ":" + toxiproxy.getMappedPort(8474));
  }

  /** Where clients reach mapped ports. */
  public String host() {
    return toxiproxy.getHost();
  }

  /** Where a link listens inside the Toxiproxy container. */
  public String listen(String client, String server) {
    return "0.0.0.0:" + layout.port(client, server);
  }

  /** Where clients find a link, on {@link #host()}. */
  public int mappedPort(String client, String server) {
    return toxiproxy.getMappedPort(layout.port(client, server));
  }

  /** Where a link of a role to a broker leads, on the containers' network. */
  public String listener(String role, String broker) {
    return layout.listener(role, Integer.parseInt(broker.substring("broker-".length())));
  }

  /** Makes a port of this machine's loopback interface reachable for containers. */
  public String exposed(int port) {
    Testcontainers.exposeHostPorts(port);
    return GenericContainer.INTERNAL_HOST_HOSTNAME + ":" + port;
  }

  // Brokers.

  /** All ways of clients, the direct one included. */
  public List<String> roles() {
    return layout.roles();
  }

  /** The brokers' names. */
  public List<String> brokerNames() {
    return layout.ids().stream().map(ContainerLayout::broker).toList();
  }

  /** Starts all brokers at once: none is up before a quorum is. */
  public void startBrokers(FailureDetection detection) {
    var plans =
        new BrokerContainers(
            layout,
            images,
            BrokerTuning.of(layout.brokers(), detection),
            network,
            new BrokerContainers.Outside(host(), toxiproxy::getMappedPort));
    layout.ids().forEach(id -> brokers.put(ContainerLayout.broker(id), plans.broker(id)));
    try {
      Startables.deepStart(brokers.values().stream()).join();
    } catch (RuntimeException e) {
      throw notStarted("a broker", e);
    }
  }

  /** The addresses at which clients of a role begin. */
  public String bootstrapServers(String role) {
    return brokerNames().stream()
        .map(broker -> host() + ":" + mappedPort(role, broker))
        .collect(Collectors.joining(","));
  }

  /** The brokers' containers, to be killed, stopped and paused. */
  public ContainerControl control() {
    return new ContainerControl(
        brokers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().getContainerId())),
        DockerClientFactory.lazyClient());
  }

  /** The direct way's name among the roles. */
  public static String direct() {
    return ClusterLayout.DIRECT;
  }

  // Database.

  /** Where the database is. */
  public record Database(String url, String user, String password) {
    @Override
    public String toString() {
      return url;
    }
  }

  /** Starts the database. */
  public Database startDatabase() {
    started("PostgreSQL", postgres);
    return new Database(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
  }

  private static void started(String name, GenericContainer<?> container) {
    try {
      container.start();
    } catch (RuntimeException e) {
      throw notStarted(name, e);
    }
  }

  private static MissingEngineException notStarted(String name, RuntimeException cause) {
    return new MissingEngineException(
        "the container of " + name + " did not start: " + cause.getMessage(), cause);
  }

  /** Ends and removes all containers. */
  @Override
  public void close() {
    brokers.values().forEach(GenericContainer::stop);
    postgres.stop();
    toxiproxy.stop();
    network.close();
  }
}
