package io.orderstorm.scenario.engine;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.process.ProcessConnections;
import io.orderstorm.fault.process.TcpConnection;
import io.orderstorm.report.folder.RunEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;

/**
 * Looks for connections that reach a link's server past the link: a fault on it would not touch
 * them, and the run would prove nothing. Each look is a snapshot of the kernel's tables, so a
 * connection that comes and goes between two looks is not seen. Thread-safe.
 */
final class Detours {

  /**
   * Both ends of a link.
   *
   * @param clients the processes that should use it, by their ids
   * @param behind ports of the server that only the link itself may connect to
   */
  record Ends(Set<Long> clients, Set<Integer> behind) {
    Ends {
      clients = Set.copyOf(clients);
      behind = Set.copyOf(behind);
    }
  }

  private final List<LinkSelector> links;
  private final Function<LinkSelector, Ends> ends;
  private final RunLog log;
  private final Map<LinkSelector, Set<String>> seen = new ConcurrentHashMap<>();

  /**
   * @param links those that a fault hits
   * @param ends asked at every look: processes come and go
   */
  Detours(List<LinkSelector> links, Function<LinkSelector, Ends> ends, RunLog log) {
    this.links = List.copyOf(links);
    this.ends = ends;
    this.log = log;
  }

  /** Looks at every link; what is new goes into the run's log and makes it VOID. */
  void look() {
    links.forEach(this::seenOn);
  }

  /** Looks at a link once more and tells all that was ever seen to go around it. */
  List<String> seenOn(LinkSelector link) {
    Set<String> known = seen.computeIfAbsent(link, any -> new CopyOnWriteArraySet<>());
    for (String detour : now(link)) {
      if (known.add(detour)) {
        log.note(RunEvent.LINK_BYPASSED, Map.of("link", link.text(), "evidence", detour));
      }
    }
    return List.copyOf(known);
  }

  private Set<String> now(LinkSelector link) {
    var detours = new LinkedHashSet<String>();
    if (ProcessConnections.canBeTold()) {
      Ends between = ends.apply(link);
      for (long client : between.clients()) {
        connections(client, between.behind()).forEach(one -> detours.add(one.text()));
      }
    }
    return detours;
  }

  private static List<TcpConnection> connections(long client, Set<Integer> behind) {
    try {
      return new ArrayList<>(ProcessConnections.of(client).to(behind));
    } catch (IOException gone) {
      return List.of(); // a process that has ended goes around nothing
    }
  }
}
