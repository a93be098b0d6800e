package io.orderstorm.scenario.engine;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.Target;
import io.orderstorm.simulator.broker.ClusterLayout;
import io.orderstorm.simulator.broker.ClusterLayout.Seat;
import java.io.IOException;
import java.util.List;

/**
 * The links of a run: every connection that a fault may hit goes through a proxy of its own, named
 * {@code client->server}. The direct listeners have none.
 */
final class Links implements AutoCloseable {

  /** The client of a link between brokers: all others, as they share the way to a broker. */
  private static final String BROKERS = new Target.AllBrokers().text();

  private final LinkServer server;

  /** No link yet, on a server that is closed with this. */
  Links(LinkServer server) {
    this.server = server;
  }

  /** The proxy's name for a link; on a server of the user's a prefix stands before it. */
  static String name(String client, String server) {
    return client + "->" + server;
  }

  /** The near end of the link that a proxy carries, on a server without a prefix. */
  static String client(String proxy) {
    return proxy.substring(0, proxy.lastIndexOf("->"));
  }

  /** The far end of the link that a proxy carries. */
  static String destination(String proxy) {
    return proxy.substring(proxy.lastIndexOf("->") + 2);
  }

  /**
   * Puts a link before every listener of every broker, except the direct ones, and advertises it.
   * Replication passes through links only if a fault hits them: a proxy before it costs CPU in
   * every run.
   */
  ClusterLayout before(ClusterLayout layout, List<? extends Fault> faults) {
    ClusterLayout linked = beforeClients(layout);
    return faults.stream().anyMatch(Links::isBetweenBrokers) ? beforeReplicas(linked) : linked;
  }

  private static boolean isBetweenBrokers(Fault fault) {
    return fault instanceof LinkFault link && link.on().replicas().isPresent();
  }

  private ClusterLayout beforeReplicas(ClusterLayout layout) {
    ClusterLayout linked = layout;
    for (Seat seat : layout.brokers()) {
      int port = open(name(BROKERS, seat.name()), "127.0.0.1:" + seat.internal().port());
      linked = linked.advertiseInternally(seat.id(), port);
    }
    return linked;
  }

  private ClusterLayout beforeClients(ClusterLayout layout) {
    ClusterLayout linked = layout;
    for (Seat seat : layout.brokers()) {
      for (String role : seat.listeners().keySet()) {
        if (!role.equals(ClusterLayout.DIRECT)) {
          int port = open(name(role, seat.name()), "127.0.0.1:" + seat.listener(role).port());
          linked = linked.advertise(seat.id(), role, port);
        }
      }
    }
    return linked;
  }

  /** Puts a link before a service; returns the base URL that its client uses. */
  String before(String client, String service, int port) {
    return "http://" + server.host() + ":" + open(name(client, service), "127.0.0.1:" + port);
  }

  /** Puts a link between a client and an address that the server of the links can reach. */
  void between(String client, String destination, String upstream) {
    var unused = open(name(client, destination), upstream);
  }

  /** Puts a link before a way to a broker, on the loopback interface; returns the link's port. */
  int beforeBroker(String client, String broker, int port) {
    return open(name(client, broker), "127.0.0.1:" + port);
  }

  LinkServer server() {
    return server;
  }

  private int open(String name, String upstream) {
    try {
      return server.open(name, upstream);
    } catch (IOException e) {
      throw new HarnessException(
          "the link " + name + " can't be opened: " + HarnessException.reason(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
