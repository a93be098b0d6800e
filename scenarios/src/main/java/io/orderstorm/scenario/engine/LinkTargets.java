package io.orderstorm.scenario.engine;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.LinkPort;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.fault.remote.ToxiproxyApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the proxies of a link: those of its client to every broker, or the one to its service. */
final class LinkTargets implements LinkPort {

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final ProcessPort brokers;
  private final LinkServer server;
  private final Detours detours;
  private final ToxiproxyApi api;

  LinkTargets(ProcessPort brokers, LinkServer server, Detours detours) {
    this.brokers = brokers;
    this.server = server;
    this.detours = detours;
    this.api = new ToxiproxyApi(server.url(), LIMIT);
  }

  @Override
  public List<String> proxies(LinkSelector link) throws Exception {
    List<String> servers =
        link.server() instanceof Target.Named service
            ? List.of(service.name())
            : brokers.resolve(link.server());
    return servers.stream()
        .map(destination -> server.proxy(Links.name(link.client(), destination)))
        .toList();
  }

  @Override
  public Optional<Duration> roundTrip(String proxy, Duration limit) throws IOException {
    Optional<LinkProbe> probe = server.probe();
    return probe.isEmpty()
        ? Optional.empty()
        : Optional.of(probe.get().roundTrip(Links.destination(proxy), address(proxy), limit));
  }

  private InetSocketAddress address(String proxy) throws IOException {
    return new InetSocketAddress(server.host(), server.port(proxy, api.listen(proxy)));
  }

  @Override
  public List<String> bypasses(LinkSelector link) {
    return detours.seenOn(link);
  }
}
