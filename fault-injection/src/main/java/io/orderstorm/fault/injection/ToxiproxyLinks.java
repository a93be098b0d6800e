package io.orderstorm.fault.injection;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The proxies of a Toxiproxy server, embedded or a user's.
 *
 * <p>{@code toxiproxy-java} looks proxies up, switches them and removes toxics. It has no
 * time-outs, so its calls run under a limit of ours; and it creates every toxic at full toxicity
 * and corrects that with a second request, so toxics are added by {@link ToxicRequests}, in one.
 */
final class ToxiproxyLinks {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final ExecutorService CALLS =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "toxiproxy-call");
            thread.setDaemon(true);
            return thread;
          });

  private final URI url;
  private final ToxiproxyClient client;
  private final ToxicRequests requests;
  private final Map<String, Set<String>> outages = new HashMap<>();

  ToxiproxyLinks(URI url) {
    this.url = url;
    this.client = new ToxiproxyClient(url.getHost(), url.getPort());
    this.requests = new ToxicRequests(url, LIMIT);
  }

  /** Adds one toxic with all that belongs to it. */
  void add(String proxy, String name, Toxic toxic, ToxicStream stream, Ratio toxicity)
      throws IOException {
    requests.add(proxy, name, toxic, stream, toxicity);
  }

  /** Removes a toxic; one that is not there is as good as removed. */
  void remove(String proxy, String toxicName) throws IOException {
    var present = within(() -> client.getProxyOrNull(proxy));
    if (present.isEmpty()) {
      throw new IOException("proxy " + proxy + " can't be found");
    }
    within(
        () -> {
          for (var toxic : present.get().toxics().getAll()) {
            if (toxic.getName().equals(toxicName)) {
              toxic.remove();
            }
          }
          return toxicName;
        });
  }

  /** Takes the proxy down for this fault. */
  void down(String proxy, String fault) throws IOException {
    synchronized (outages) {
      outages.computeIfAbsent(proxy, name -> new HashSet<>()).add(fault);
    }
    within(() -> switched(proxy, false));
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
      within(() -> switched(proxy, true));
    }
  }

  private Proxy switched(String name, boolean enabled) throws IOException {
    var proxy = client.getProxy(name);
    if (enabled) {
      proxy.enable();
    } else {
      proxy.disable();
    }
    return proxy;
  }

  /** Where clients reach the proxy, seen from this host. */
  InetSocketAddress listen(String proxy) throws IOException {
    var found = within(() -> client.getProxy(proxy)).orElseThrow();
    var listen = found.getListen();
    var colon = listen.lastIndexOf(':');
    var host = listen.substring(0, colon);
    var everywhere = host.isEmpty() || host.equals("0.0.0.0") || host.equals("[::]");
    return new InetSocketAddress(
        everywhere ? url.getHost() : host, Integer.parseInt(listen.substring(colon + 1)));
  }

  /** What the proxy's toxics did; empty if the server is not ours and does not tell. */
  Optional<LinkEvidence> evidence(String proxy) throws IOException {
    return requests.evidence(proxy);
  }

  private static <T> Optional<T> within(Callable<T> call) throws IOException {
    var future = CALLS.submit(call);
    try {
      return Optional.ofNullable(future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("Toxiproxy: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new IOException("Toxiproxy did not answer within " + LIMIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for Toxiproxy", e);
    }
  }
}
