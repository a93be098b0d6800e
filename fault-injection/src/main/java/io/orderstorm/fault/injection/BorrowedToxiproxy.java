package io.orderstorm.fault.injection;

import io.orderstorm.fault.lease.Reversal;
import io.orderstorm.fault.lease.Reversals;
import io.orderstorm.fault.remote.AllowedTargets;
import io.orderstorm.fault.remote.ToxiproxyApi;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proxies of ours on a Toxiproxy server that the user runs. Nothing else on that server is read,
 * changed or deleted; {@link #close} deletes what was opened here. Thread-safe.
 */
public final class BorrowedToxiproxy implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ToxiproxyApi api;
  private final String prefix;
  private final Reversals reversals;
  private final Map<String, Reversals.Held> own = new LinkedHashMap<>();

  private BorrowedToxiproxy(ToxiproxyApi api, String prefix, Reversals reversals) {
    this.api = api;
    this.prefix = prefix;
    this.reversals = reversals;
  }

  /**
   * Reaches the server.
   *
   * @param prefix of all our proxies' names, different for each run: {@code orderstorm-4711-}
   * @param reversals learns of each proxy before it is made, so that a killed run leaves none
   * @throws IllegalArgumentException if the server is on no allowed host, or the prefix is empty;
   *     nothing was sent then
   * @throws IOException if it does not answer as a Toxiproxy server does
   */
  public static BorrowedToxiproxy reach(
      URI url, AllowedTargets allowed, String prefix, Reversals reversals) throws IOException {
    allowed.require(url);
    if (prefix.isBlank()) {
      throw new IllegalArgumentException(
          "The prefix of our proxies' names must not be empty, or they can't be told from others");
    }
    var api = new ToxiproxyApi(url, LIMIT);
    if (api.version().isEmpty()) {
      throw new IOException("What answers on " + url + " is no Toxiproxy server");
    }
    return new BorrowedToxiproxy(api, prefix, reversals);
  }

  /** The API's address, for {@link FaultPorts}. */
  public URI url() {
    return api.url();
  }

  /** What a proxy is called on the server. */
  public String proxyName(String name) {
    return prefix + name;
  }

  /**
   * Opens a proxy of ours; port 0 takes a free one.
   *
   * @param name without the prefix
   * @return the address that clients connect to, as the server writes it
   * @throws IOException if there is such a proxy already, which is then left alone, or the address
   *     can't be bound
   */
  public synchronized String open(String name, String listen, String upstream) throws IOException {
    var full = proxyName(name);
    if (own.containsKey(full)) {
      throw new IOException("Proxy '" + full + "' is open already");
    }
    var held = reversals.hold(new Reversal.DeleteProxy(api.url(), full));
    try {
      var address = api.createProxy(full, listen, upstream);
      own.put(full, held);
      return address;
    } catch (ToxiproxyApi.Refused e) {
      held.done(); // it is somebody else's, or there is none
      throw e;
    }
  }

  /** Deletes one proxy of ours, by its name without the prefix. */
  public synchronized void remove(String name) throws IOException {
    delete(proxyName(name));
  }

  private void delete(String proxy) throws IOException {
    api.deleteProxy(proxy);
    var held = own.remove(proxy);
    if (held != null) {
      held.done();
    }
  }

  /** The proxies of ours that are open, by their full names. */
  public synchronized List<String> proxies() {
    return List.copyOf(own.keySet());
  }

  /**
   * Deletes our proxies. All get their chance, even if one of them can't be deleted.
   *
   * @throws IOException if one could not be; it stays on record
   */
  @Override
  public synchronized void close() throws IOException {
    IOException failure = null;
    for (var proxy : List.copyOf(own.keySet())) {
      try {
        delete(proxy);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
