package io.orderstorm.scenario.engine;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.LinkPort;
import io.orderstorm.fault.injection.ProcessPort;
import java.util.List;

/** Finds the proxies of a link: those of its client to every broker, or the one to its service. */
final class LinkTargets implements LinkPort {

  private final ProcessPort brokers;
  private final Detours detours;

  LinkTargets(ProcessPort brokers, Detours detours) {
    this.brokers = brokers;
    this.detours = detours;
  }

  @Override
  public List<String> proxies(LinkSelector link) throws Exception {
    List<String> servers =
        link.server() instanceof Target.Named service
            ? List.of(service.name())
            : brokers.resolve(link.server());
    return servers.stream().map(server -> Links.name(link.client(), server)).toList();
  }

  @Override
  public List<String> bypasses(LinkSelector link) {
    return detours.seenOn(link);
  }
}
