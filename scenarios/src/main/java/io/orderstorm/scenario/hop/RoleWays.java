package io.orderstorm.scenario.hop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ways of one role's clients: to each broker through a link and a listener of its own. */
final class RoleWays implements Detour {

  private final String role;
  private final BrokerTransport transport;
  private final Doors doors;
  private final LinkOpener links;
  private final Map<Integer, HopListener> listeners = new HashMap<>();
  private final Map<Integer, Integer> ports = new TreeMap<>();
  private final Set<Integer> opened = new HashSet<>();
  private final AddressRewriting rewriting = new AddressRewriting(this);

  RoleWays(String role, BrokerTransport transport, Doors doors, LinkOpener links) {
    this.role = role;
    this.transport = transport;
    this.doors = doors;
    this.links = links;
  }

  /** Opens what a broker that was not seen before needs; one that moved is followed. */
  @Override
  public synchronized int port(BrokerAddress broker) {
    HopListener known = listeners.get(broker.id());
    if (known != null) {
      known.leadTo(broker);
    } else {
      var listener = new HopListener(broker, transport, rewriting);
      int door = doors.open(listener);
      ports.put(broker.id(), links.open(role, broker.name(), door));
      opened.add(door);
      listeners.put(broker.id(), listener);
    }
    return ports.getOrDefault(broker.id(), 0);
  }

  synchronized Set<Integer> doors() {
    return Set.copyOf(opened);
  }

  synchronized String bootstrapServers() {
    return ports.values().stream()
        .map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(","));
  }
}
