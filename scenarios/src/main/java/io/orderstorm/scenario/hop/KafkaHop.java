package io.orderstorm.scenario.hop;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The ways of several client roles to brokers of somebody else's. Thread-safe. */
public final class KafkaHop implements AutoCloseable {

  private final Doors doors = new Doors();
  private final Map<String, RoleWays> roles = new TreeMap<>();
  private final BrokerTransport transport;

  private KafkaHop(Set<String> names, BrokerTransport transport, LinkOpener links) {
    this.transport = transport;
    names.forEach(role -> roles.put(role, new RoleWays(role, transport, doors, links)));
  }

  /**
   * Opens ways for roles to brokers.
   *
   * @param brokers those that are known; others get ways when clients hear of them
   * @throws RuntimeException if a link can't be opened; nothing is left
   */
  public static KafkaHop open(
      Set<String> roles,
      Collection<BrokerAddress> brokers,
      BrokerTransport transport,
      LinkOpener links) {
    var hop = new KafkaHop(roles, transport, links);
    try {
      brokers.forEach(hop::meet);
      return hop;
    } catch (RuntimeException e) {
      hop.close();
      throw e;
    }
  }

  /** The roles whose clients go this way. */
  public Set<String> roles() {
    return Set.copyOf(roles.keySet());
  }

  /** What clients need to be let in on this way; may hold secrets. */
  public Map<String, String> clientProperties() {
    return transport.clientProperties();
  }

  /** Makes the ways to a broker, unless there are some; follows one that has moved. */
  public void meet(BrokerAddress broker) {
    roles.values().forEach(ways -> ways.port(broker));
  }

  /** Where clients of a role begin. */
  public String bootstrapServers(String role) {
    return ways(role).bootstrapServers();
  }

  /** The hop's own ports for a role, which only links may connect to. */
  public Set<Integer> doors(String role) {
    return ways(role).doors();
  }

  private RoleWays ways(String role) {
    RoleWays ways = roles.get(role);
    if (ways == null) {
      throw new IllegalArgumentException(
          "no way for " + role + ", only for " + String.join(", ", roles.keySet()));
    }
    return ways;
  }

  /** Ends all connections. */
  @Override
  public void close() {
    doors.close();
  }
}
