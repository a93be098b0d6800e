package io.orderstorm.simulator.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How clients of one role reach a cluster.
 *
 * @param bootstrapServers where they start
 * @param properties what every client needs to be let in, in Kafka's own words; may hold secrets
 *     and is not shown by {@link #toString}
 * @param names what topics and groups are called there
 */
public record ClusterAccess(
    String bootstrapServers, Map<String, String> properties, PhysicalNames names) {

  public ClusterAccess {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrap servers must be HOST:PORT[,…], but are empty");
    }
    properties = Map.copyOf(properties);
  }

  /** Access to a cluster of our own, which lets everybody in. */
  public static ClusterAccess plain(String bootstrapServers) {
    return new ClusterAccess(bootstrapServers, Map.of(), PhysicalNames.OWN);
  }

  /** The same cluster, reached over other addresses. */
  public ClusterAccess over(String otherServers) {
    return new ClusterAccess(otherServers, properties, names);
  }

  /** The same cluster, with a property that every client has unless it sets that itself. */
  public ClusterAccess with(String property, String value) {
    var more = new HashMap<String, String>(properties);
    more.put(property, value);
    return new ClusterAccess(bootstrapServers, more, names);
  }

  /** A client's configuration: what it sets itself outdoes what the cluster's user set. */
  public Map<String, Object> client(Map<String, ?> own) {
    var configuration = new HashMap<String, Object>(properties);
    configuration.putAll(own);
    configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return configuration;
  }

  @Override
  public String toString() {
    return bootstrapServers + (names.prefix().isEmpty() ? "" : ", prefix " + names.prefix());
  }
}
