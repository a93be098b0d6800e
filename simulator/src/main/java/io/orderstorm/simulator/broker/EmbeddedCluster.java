package io.orderstorm.simulator.broker;

import io.orderstorm.simulator.broker.ClusterLayout.Seat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * A running cluster of one or more brokers. Closing it ends all of them; its data stays.
 * Thread-safe.
 */
public final class EmbeddedCluster implements AutoCloseable {

  /**
   * A cluster told to stop as a whole needed 0.7, 0.7 and 5.6 s; the first run also writes a
   * class-data archive.
   */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(12);

  private final ClusterLayout layout;
  private final List<EmbeddedBroker> brokers;
  private final ClusterHealth health;

  private EmbeddedCluster(
      ClusterLayout layout, List<EmbeddedBroker> brokers, ClusterHealth health) {
    this.layout = layout;
    this.brokers = brokers;
    this.health = health;
  }

  /**
   * Starts all brokers and waits until every one serves.
   *
   * @throws ClusterStartException if a broker ends or does not answer in time; nothing is left
   *     running
   */
  public static EmbeddedCluster start(ClusterLayout layout, ClusterSettings settings) {
    String clusterId = Uuid.randomUuid().toString();
    var properties = new BrokerProperties(layout, settings);
    List<EmbeddedBroker> brokers =
        layout.brokers().stream()
            .map(seat -> broker(seat, properties, settings, clusterId))
            .toList();
    Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                layout.bootstrapServers(ClusterLayout.DIRECT),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                "50",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "200"));
    var cluster = new EmbeddedCluster(layout, brokers, new ClusterHealth(admin, brokers));
    try {
      brokers.forEach(EmbeddedBroker::start);
      cluster.health.awaitAllServing(settings.startWithin());
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static EmbeddedBroker broker(
      Seat seat, BrokerProperties properties, ClusterSettings settings, String clusterId) {
    Path home = settings.data().toAbsolutePath().resolve(seat.name());
    Path file = home.resolve("server.properties");
    write(properties.of(seat, home.resolve("log")), file);
    return new EmbeddedBroker(
        seat.id(),
        file,
        clusterId,
        settings.logs().resolve(seat.name() + ".log"),
        settings.compilation());
  }

  private static void write(Properties properties, Path file) {
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  /** Where a client of {@code role} starts, as {@code bootstrap.servers}. */
  public String bootstrapServers(String role) {
    return layout.bootstrapServers(role);
  }

  /** Who listens where. */
  public ClusterLayout layout() {
    return layout;
  }

  public List<EmbeddedBroker> brokers() {
    return brokers;
  }

  /**
   * One broker.
   *
   * @throws IllegalArgumentException if there is none with this id
   */
  public EmbeddedBroker broker(int id) {
    return brokers.stream()
        .filter(broker -> broker.id() == id)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("no broker-" + id + "; there are " + brokers.size()));
  }

  /** What the cluster says of itself. */
  public ClusterHealth health() {
    return health;
  }

  /**
   * Ends all brokers at once: one after another, the last would wait minutes for a quorum that is
   * gone.
   */
  @Override
  public void close() {
    health.close();
    List<EmbeddedBroker> started = brokers.stream().filter(EmbeddedBroker::wasStarted).toList();
    started.forEach(EmbeddedBroker::resumeIfPaused);
    started.forEach(EmbeddedBroker::stop);
    started.forEach(broker -> broker.awaitEnd(STOP_WITHIN));
  }
}
