package io.orderstorm.fault.injection;

import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.lease.Reversal;
import io.orderstorm.fault.lease.Reversals;
import io.orderstorm.fault.remote.ToxiproxyApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The proxies of a Toxiproxy server, embedded or a user's, as faults see them. */
final class ToxiproxyLinks {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ToxiproxyApi api;
  private final Reversals reversals;
  private final Map<String, Set<String>> outages = new HashMap<>();

  ToxiproxyLinks(URI url, Reversals reversals) {
    this.api = new ToxiproxyApi(url, LIMIT);
    this.reversals = reversals;
  }

  /** Puts on record that toxics of these names have to be removed. */
  Reversals.Held willRemove(String proxy, List<String> toxics) throws IOException {
    return reversals.hold(new Reversal.RemoveToxics(api.url(), proxy, toxics));
  }

  /** Puts on record that the proxy has to come up again. */
  Reversals.Held willComeUp(String proxy) throws IOException {
    return reversals.hold(new Reversal.EnableProxy(api.url(), proxy));
  }

  /** Adds one toxic with all that belongs to it. */
  void add(String proxy, String name, LinkToxic use, ToxicStream stream) throws IOException {
    api.addToxic(proxy, name, use, stream);
  }

  /** Removes a toxic; one that is not there is as good as removed. */
  void remove(String proxy, String toxicName) throws IOException {
    api.removeToxic(proxy, toxicName);
  }

  /** Takes the proxy down for this fault. */
  void down(String proxy, String fault) throws IOException {
    synchronized (outages) {
      outages.computeIfAbsent(proxy, name -> new HashSet<>()).add(fault);
    }
    api.enable(proxy, false);
  }

  /** Brings the proxy up, unless another fault still wants it down. */
  void up(String proxy, String fault) throws IOException {
    boolean wanted;
    synchronized (outages) {
      var faults = outages.getOrDefault(proxy, new HashSet<>());
      faults.remove(fault);
      wanted = faults.isEmpty();
    }
    if (wanted) {
      api.enable(proxy, true);
    }
  }

  /** Where clients reach the proxy, seen from this host. */
  InetSocketAddress listen(String proxy) throws IOException {
    var listen = api.listen(proxy);
    var colon = listen.lastIndexOf(':');
    var host = listen.substring(0, colon);
    var everywhere = host.isEmpty() || host.equals("0.0.0.0") || host.equals("[::]");
    return new InetSocketAddress(
        everywhere ? api.url().getHost() : host, Integer.parseInt(listen.substring(colon + 1)));
  }

  /** What the proxy's toxics did; empty if the server is not ours and does not tell. */
  Optional<LinkEvidence> evidence(String proxy) throws IOException {
    return api.evidence(proxy).map(LinkEvidence::read);
  }
}
