package io.orderstorm.fault.toxiproxy.registry;

import java.util.List;
import java.util.Optional;

/** What a request says of a proxy; what it leaves out is empty. */
public record ProxyRequest(
    Optional<String> name,
    Optional<String> listen,
    Optional<String> upstream,
    Optional<Boolean> enabled,
    List<ToxicRequest> toxics) {

  public ProxyRequest {
    toxics = List.copyOf(toxics);
  }

  /** A proxy on that address, up at once and without toxics. */
  public static ProxyRequest of(String name, String listen, String upstream) {
    return new ProxyRequest(
        Optional.of(name), Optional.of(listen), Optional.of(upstream), Optional.empty(), List.of());
  }
}
