package io.orderstorm.scenario.external;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.client.PhysicalNames;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the user wants a run to be played.
 *
 * @param bootstrapServers of the cluster, {@code HOST:PORT[,…]}
 * @param commandConfig client properties as Kafka's own tools take them; empty if the cluster lets
 *     everybody in
 * @param names what the run's topics and groups are called there
 * @param database empty for a store of our own
 */
public record ExternalPlace(
    String bootstrapServers,
    Optional<Path> commandConfig,
    PhysicalNames names,
    Optional<UserDatabase> database) {

  public ExternalPlace {
    if (names.prefix().isEmpty()) {
      throw new IllegalArgumentException("on a cluster that others use, a prefix is needed");
    }
  }

  /**
   * How clients reach the cluster.
   *
   * @throws RefusedPlaceException if the client properties can't be read
   */
  public ClusterAccess access() {
    return new ClusterAccess(
        bootstrapServers, commandConfig.map(ClientProperties::read).orElse(Map.of()), names);
  }

  /** The schema of the run in a database: the prefix in letters that SQL needs no quotes for. */
  public String schema() {
    return schema(names);
  }

  static String schema(PhysicalNames names) {
    return names.prefix().replaceFirst("-+$", "").replace('-', '_').toLowerCase(Locale.ROOT);
  }
}
