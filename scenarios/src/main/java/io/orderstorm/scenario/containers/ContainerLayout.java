package io.orderstorm.scenario.containers;

import io.orderstorm.simulator.broker.ClusterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which link has which port of the Toxiproxy container, and where in a broker it ends. Each role
 * has a listener of its own in every broker.
 *
 * @param brokers how many; their ids count from 1
 * @param roles of clients, {@link ClusterLayout#DIRECT} among them
 * @param services that stages call
 */
public record ContainerLayout(int brokers, List<String> roles, List<String> services) {

  /** ToxiproxyContainer exposes so many, from {@link #FIRST_PORT} on. */
  static final int PORTS = 32;

  static final int FIRST_PORT = 8666;
  private static final int FIRST_LISTENER = 19_092;

  /**
   * Checks that the container has ports enough.
   *
   * @throws IllegalArgumentException if it has not
   */
  public ContainerLayout {
    roles = List.copyOf(roles);
    services = List.copyOf(services);
    int links = brokers * roles.size() + services.size();
    if (links > PORTS) {
      throw new IllegalArgumentException(
          "with "
              + brokers
              + " brokers the run has "
              + links
              + " links, but a ToxiproxyContainer has "
              + PORTS
              + " ports; --set pipeline.brokers to at most "
              + (PORTS - services.size()) / roles.size());
    }
  }

  /** With the direct way, which is a link that no fault hits, beside those of the roles. */
  static ContainerLayout of(int brokers, List<String> roles, List<String> services) {
    var all = new ArrayList<>(roles);
    all.add(ClusterLayout.DIRECT);
    return new ContainerLayout(brokers, all, services);
  }

  /** A broker's name in scenarios, reports, and on the containers' network. */
  static String broker(int id) {
    return "broker-" + id;
  }

  List<Integer> ids() {
    return IntStream.rangeClosed(1, brokers).boxed().toList();
  }

  /** The port of a link in the Toxiproxy container. */
  int port(String client, String server) {
    int service = services.indexOf(server);
    if (service >= 0) {
      return FIRST_PORT + brokers * roles.size() + service;
    }
    for (int id : ids()) {
      if (broker(id).equals(server) && roles.contains(client)) {
        return FIRST_PORT + (id - 1) * roles.size() + roles.indexOf(client);
      }
    }
    throw new IllegalArgumentException("no link " + client + "->" + server);
  }

  /** A role's listener in a broker, on the containers' network. */
  String listener(String role, int id) {
    return broker(id) + ":" + (FIRST_LISTENER + roles.indexOf(role));
  }

  /** Who votes for the controller. */
  String quorum() {
    return String.join(",", ids().stream().map(id -> id + "@" + broker(id) + ":9094").toList());
  }
}
