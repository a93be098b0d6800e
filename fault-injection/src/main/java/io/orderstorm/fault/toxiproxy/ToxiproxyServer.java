package io.orderstorm.fault.toxiproxy;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.orderstorm.fault.toxiproxy.api.ApiRequests;
import io.orderstorm.fault.toxiproxy.api.ApiServer;
import io.orderstorm.fault.toxiproxy.registry.ApiFailure;
import io.orderstorm.fault.toxiproxy.registry.ProxyRegistry;
import io.orderstorm.fault.toxiproxy.registry.ProxyRequest;
import io.orderstorm.fault.toxiproxy.relay.Endpoint;
import io.orderstorm.fault.toxiproxy.relay.ProxyEvidence;
import io.orderstorm.fault.toxiproxy.relay.RelayGround;
import io.orderstorm.fault.toxiproxy.relay.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A running server: its proxies carry connections, its API is open. {@link #close} ends both. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a shutdown
public final class ToxiproxyServer implements AutoCloseable {

  private final ToxiproxySettings settings;
  private final EventLoopGroup loops;
  private final ExecutorService names;
  private final ProxyRegistry registry;
  private final ApiServer api;

  private ToxiproxyServer(
      ToxiproxySettings settings,
      EventLoopGroup loops,
      ExecutorService names,
      ProxyRegistry registry,
      ApiServer api) {
    this.settings = settings;
    this.loops = loops;
    this.names = names;
    this.registry = registry;
    this.api = api;
  }

  /**
   * Starts a server without proxies.
   *
   * @throws IOException if the API's address can't be bound; nothing is left running then
   */
  public static ToxiproxyServer start(ToxiproxySettings settings) throws IOException {
    var loops = Transport.loops(settings.eventLoops(), "toxiproxy-relay");
    var names = Executors.newCachedThreadPool(new DefaultThreadFactory("toxiproxy-names", true));
    var registry = new ProxyRegistry(new RelayGround(loops, names, settings.seed()));
    try {
      var listen = new Endpoint(settings.host(), settings.port());
      var api = ApiServer.start(listen, registry, settings.metrics());
      return new ToxiproxyServer(settings, loops, names, registry, api);
    } catch (IOException e) {
      names.shutdownNow();
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
  }

  /** Where the API listens. */
  public String host() {
    return settings.host();
  }

  /** Where the API listens; never 0. */
  public int port() {
    return api.address().getPort();
  }

  /** The API's address, {@code http://127.0.0.1:8474}. */
  public URI url() {
    return URI.create("http://" + Endpoint.text(api.address()));
  }

  public long seed() {
    return settings.seed();
  }

  /**
   * Opens a proxy; port 0 takes a free one.
   *
   * @return the address that clients connect to
   * @throws IOException if there is such a proxy already, or the address can't be bound
   */
  public String open(String name, String listen, String upstream) throws IOException {
    try {
      return registry.create(ProxyRequest.of(name, listen, upstream)).spec().listen();
    } catch (ApiFailure e) {
      throw new IOException("Proxy '" + name + "' can't be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Brings about the proxies of a configuration file, toxics included.
   *
   * @param json as for {@code POST /populate}
   * @throws IOException if the text is wrong or an address can't be bound
   */
  public void populate(String json) throws IOException {
    try {
      registry.populate(ApiRequests.proxies(json), proxy -> {});
    } catch (ApiFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What went through each proxy and what the toxics did to it, sorted by name. */
  public List<ProxyEvidence> evidence() {
    return registry.evidence();
  }

  /**
   * The same for one proxy.
   *
   * @throws IOException if there is no such proxy
   */
  public ProxyEvidence evidence(String proxy) throws IOException {
    try {
      return registry.proxy(proxy).evidence();
    } catch (ApiFailure e) {
      throw new IOException("Proxy '" + proxy + "': " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    api.close();
    registry.close();
    names.shutdownNow();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
