package io.orderstorm.fault.toxiproxy.relay;

import io.orderstorm.fault.toxiproxy.toxic.ToxicEvidence;
import java.util.List;

/**
 * What went through one proxy, and what its toxics did to it.
 *
 * @param connectionsFailed accepted from a client, but the upstream could not be reached
 * @param connectionsCut closed because the proxy was disabled, changed or deleted
 * @param bytesUpstream received from clients, while it flows
 * @param bytesDownstream received from the upstream
 * @param clients the addresses of the clients that are connected now
 * @param toxics the present ones, then those removed lately
 */
public record ProxyEvidence(
    String name,
    String listen,
    String upstream,
    boolean enabled,
    long connectionsOpened,
    long connectionsLive,
    long connectionsFailed,
    long connectionsCut,
    long bytesUpstream,
    long bytesDownstream,
    List<String> clients,
    List<ToxicEvidence> toxics) {

  public ProxyEvidence {
    clients = List.copyOf(clients);
    toxics = List.copyOf(toxics);
  }
}
