package io.orderstorm.scenario.engine;

import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.injection.ProcessPort;
import io.orderstorm.scenario.model.Scenario;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which processes should use a link, and which ports lie behind it. */
final class LinkEnds {

  private static final String PRODUCER = "producer";

  private final Brokers brokers;
  private final StageProcesses stages;
  private final Backends backends;
  private final Part generator;

  LinkEnds(Brokers brokers, StageProcesses stages, Backends backends, Part generator) {
    this.brokers = brokers;
    this.stages = stages;
    this.backends = backends;
    this.generator = generator;
  }

  /** The links that a scenario's faults hit, each once. */
  static List<LinkSelector> hitIn(Scenario scenario) {
    return scenario.faults().stream()
        .filter(LinkFault.class::isInstance)
        .map(fault -> ((LinkFault) fault).on())
        .distinct()
        .toList();
  }

  /** Both ends of a link as they are now. */
  Detours.Ends of(LinkSelector link) {
    Set<Integer> behind =
        link.server() instanceof Target.Named service
            ? Set.of(backends.port(service.name()))
            : brokers.behindLinksOf(link.client());
    return new Detours.Ends(clients(link), behind);
  }

  private Set<Long> clients(LinkSelector link) {
    if (link.replicas().isPresent()) {
      return pids(link.replicas().get());
    }
    return link.client().equals(PRODUCER) ? Set.of(generator.pid()) : stages.pidsOf(link.client());
  }

  private Set<Long> pids(Target replicas) {
    var pids = new HashSet<Long>();
    ProcessPort processes = brokers.targets();
    try {
      for (String broker : processes.resolve(replicas)) {
        processes.handle(broker).map(ProcessHandle::pid).ifPresent(pids::add);
      }
    } catch (Exception e) {
      throw new IllegalStateException("can't find " + replicas.text(), e);
    }
    return pids;
  }
}
