package io.orderstorm.simulator.broker;

import io.orderstorm.simulator.process.FreePorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which broker listens where, for whom. Immutable.
 *
 * @param brokers one seat a broker, in the order of their ids, which count from 1
 */
public record ClusterLayout(List<Seat> brokers) {

  static final String HOST = "127.0.0.1";

  /** The listener of clients that no fault may touch: the observer and the admin. */
  public static final String DIRECT = "direct";

  public ClusterLayout {
    brokers = List.copyOf(brokers);
  }

  /**
   * A broker's ports.
   *
   * @param id the broker's node id, from 1
   * @param controllerPort where the quorum talks
   * @param internal where the brokers talk to each other; the quorum never does
   * @param listeners a client role's listener, by role
   */
  public record Seat(
      int id, int controllerPort, Listener internal, Map<String, Listener> listeners) {
    public Seat {
      listeners = Map.copyOf(listeners);
    }

    /** The broker's name in scenarios and reports. */
    public String name() {
      return "broker-" + id;
    }

    /**
     * The listener of a client role.
     *
     * @throws IllegalArgumentException if the role has none
     */
    public Listener listener(String role) {
      Listener listener = listeners.get(role);
      if (listener == null) {
        throw new IllegalArgumentException(
            name() + " has no listener for " + role + ", only for " + listeners.keySet());
      }
      return listener;
    }
  }

  /**
   * Where the broker listens for a role, and where it tells that role's clients to go.
   *
   * @param port the broker's own port
   * @param advertisedPort the port in its metadata: its own, or a link's before it
   */
  public record Listener(int port, int advertisedPort) {}

  /**
   * Picks free ports for {@code count} brokers with a listener for each of {@code roles} and for
   * {@link #DIRECT}.
   */
  public static ClusterLayout plan(int count, List<String> roles) {
    if (count < 1) {
      throw new IllegalArgumentException("a cluster has at least one broker, was: " + count);
    }
    return new ClusterLayout(
        IntStream.rangeClosed(1, count).mapToObj(id -> seat(id, roles)).toList());
  }

  private static Seat seat(int id, List<String> roles) {
    var listeners = new LinkedHashMap<String, Listener>();
    var all = new ArrayList<String>(roles);
    all.add(DIRECT);
    for (String role : all) {
      int port = FreePorts.next();
      listeners.put(role, new Listener(port, port));
    }
    int controller = FreePorts.next();
    int internal = FreePorts.next();
    return new Seat(id, controller, new Listener(internal, internal), listeners);
  }

  /**
   * The same layout, in which broker {@code id} sends the clients of {@code role} to {@code
   * advertisedPort}.
   */
  public ClusterLayout advertise(int id, String role, int advertisedPort) {
    return new ClusterLayout(
        brokers.stream()
            .map(seat -> seat.id() == id ? advertise(seat, role, advertisedPort) : seat)
            .toList());
  }

  private static Seat advertise(Seat seat, String role, int advertisedPort) {
    var listeners = new LinkedHashMap<>(seat.listeners());
    Listener listener = seat.listener(role);
    listeners.put(role, new Listener(listener.port(), advertisedPort));
    return new Seat(seat.id(), seat.controllerPort(), seat.internal(), listeners);
  }

  /**
   * The same layout, in which broker {@code id} sends the other brokers, which replicate from it,
   * to {@code advertisedPort}.
   */
  public ClusterLayout advertiseInternally(int id, int advertisedPort) {
    return new ClusterLayout(
        brokers.stream()
            .map(
                seat ->
                    seat.id() == id
                        ? new Seat(
                            seat.id(),
                            seat.controllerPort(),
                            new Listener(seat.internal().port(), advertisedPort),
                            seat.listeners())
                        : seat)
            .toList());
  }

  /** Where a client of {@code role} starts, as {@code bootstrap.servers}. */
  public String bootstrapServers(String role) {
    return brokers.stream()
        .map(seat -> HOST + ":" + seat.listener(role).advertisedPort())
        .collect(Collectors.joining(","));
  }

  String quorum() {
    return brokers.stream()
        .map(seat -> seat.id() + "@" + HOST + ":" + seat.controllerPort())
        .collect(Collectors.joining(","));
  }
}
