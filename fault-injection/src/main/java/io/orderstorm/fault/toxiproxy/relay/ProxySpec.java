package io.orderstorm.fault.toxiproxy.relay;

/** A proxy as the API describes it, without its toxics. */
public record ProxySpec(String name, String listen, String upstream, boolean enabled) {

  public ProxySpec with(String listen, String upstream, boolean enabled) {
    return new ProxySpec(name, listen, upstream, enabled);
  }
}
