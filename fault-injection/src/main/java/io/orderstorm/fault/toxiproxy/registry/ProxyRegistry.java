package io.orderstorm.fault.toxiproxy.registry;

import io.orderstorm.fault.toxiproxy.relay.Proxy;
import io.orderstorm.fault.toxiproxy.relay.ProxyEvidence;
import io.orderstorm.fault.toxiproxy.relay.ProxySpec;
import io.orderstorm.fault.toxiproxy.relay.RelayGround;
import io.orderstorm.fault.toxiproxy.toxic.ToxicSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All proxies of a server, by name. */
public final class ProxyRegistry implements AutoCloseable {

  private final RelayGround ground;
  private final TreeMap<String, Proxy> proxies = new TreeMap<>();

  public ProxyRegistry(RelayGround ground) {
    this.ground = ground;
  }

  /** Sorted by name. */
  public synchronized List<Proxy> proxies() {
    return List.copyOf(proxies.values());
  }

  public synchronized Proxy proxy(String name) throws ApiFailure {
    var proxy = proxies.get(name);
    if (proxy == null) {
      throw ApiFailure.proxyNotFound();
    }
    return proxy;
  }

  public synchronized Proxy create(ProxyRequest request) throws ApiFailure {
    var name = required(request.name().orElse(""), "name");
    required(request.upstream().orElse(""), "upstream");
    var toxics = ToxicRules.specs(request.toxics());
    if (proxies.containsKey(name)) {
      throw ApiFailure.proxyExists();
    }
    return add(name, request, toxics);
  }

  private Proxy add(String name, ProxyRequest request, List<ToxicSpec> toxics) throws ApiFailure {
    var listen = request.listen().orElse("");
    var upstream = request.upstream().orElse("");
    var proxy = new Proxy(new ProxySpec(name, listen, upstream, false), ground);
    proxy.add(toxics);
    change(proxy, listen, upstream, request.enabled().orElse(true));
    proxies.put(name, proxy);
    return proxy;
  }

  public synchronized Proxy update(String name, ProxyRequest request) throws ApiFailure {
    var proxy = proxy(name);
    var spec = proxy.spec();
    change(
        proxy,
        request.listen().filter(text -> !text.isEmpty()).orElse(spec.listen()),
        request.upstream().filter(text -> !text.isEmpty()).orElse(spec.upstream()),
        request.enabled().orElse(spec.enabled()));
    return proxy;
  }

  public synchronized void delete(String name) throws ApiFailure {
    proxy(name).down();
    proxies.remove(name);
  }

  /**
   * Brings all these proxies about; those that stand there already with the same addresses are left
   * alone.
   *
   * @param done is told each proxy as it stands, also when a later one fails
   */
  public synchronized void populate(List<ProxyRequest> requests, Consumer<Proxy> done)
      throws ApiFailure {
    var toxics = new ArrayList<List<ToxicSpec>>();
    for (int i = 0; i < requests.size(); i++) {
      var request = requests.get(i);
      required(request.name().orElse(""), "name at proxy " + (i + 1));
      required(request.upstream().orElse(""), "upstream at proxy " + (i + 1));
      toxics.add(ToxicRules.specs(request.toxics()));
    }
    for (int i = 0; i < requests.size(); i++) {
      done.accept(addOrReplace(requests.get(i), toxics.get(i)));
    }
  }

  private Proxy addOrReplace(ProxyRequest request, List<ToxicSpec> toxics) throws ApiFailure {
    var name = request.name().orElseThrow();
    var present = proxies.get(name);
    if (present != null) {
      if (present.hasAddresses(request.listen().orElse(""), request.upstream().orElse(""))) {
        return present;
      }
      delete(name);
    }
    return add(name, request, toxics);
  }

  /** Enables every proxy and removes every toxic. */
  public synchronized void reset() throws ApiFailure {
    for (var proxy : proxies.values()) {
      proxy.removeAllToxics();
      change(proxy, proxy.spec().listen(), proxy.spec().upstream(), true);
    }
  }

  // Toxics.

  public ToxicSpec toxic(String proxyName, String toxicName) throws ApiFailure {
    return proxy(proxyName).toxic(toxicName).orElseThrow(ApiFailure::toxicNotFound);
  }

  public synchronized ToxicSpec addToxic(String proxyName, ToxicRequest request) throws ApiFailure {
    var proxy = proxy(proxyName);
    var spec = ToxicRules.spec(request, name -> proxy.toxic(name).isPresent());
    proxy.add(List.of(spec));
    return spec;
  }

  public synchronized ToxicSpec updateToxic(
      String proxyName, String toxicName, ToxicRequest request) throws ApiFailure {
    var changed = ToxicRules.changed(toxic(proxyName, toxicName), request);
    proxy(proxyName).update(changed);
    return changed;
  }

  public synchronized void removeToxic(String proxyName, String toxicName) throws ApiFailure {
    toxic(proxyName, toxicName);
    proxy(proxyName).remove(toxicName);
  }

  public List<ProxyEvidence> evidence() {
    return proxies().stream().map(Proxy::evidence).toList();
  }

  @Override
  public synchronized void close() {
    proxies.values().forEach(Proxy::down);
  }

  private static String required(String value, String field) throws ApiFailure {
    if (value.isEmpty()) {
      throw ApiFailure.missing(field);
    }
    return value;
  }

  private static void change(Proxy proxy, String listen, String upstream, boolean enabled)
      throws ApiFailure {
    try {
      proxy.change(listen, upstream, enabled);
    } catch (IOException e) {
      throw ApiFailure.notBound(listen, String.valueOf(e.getMessage()));
    }
  }
}
