package io.orderstorm.report.recount;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Events that corrections made again, each with the one that they stand for: that of the lowest
 * revision among those of the same order, type and cause. Causes are compared by what they stand
 * for themselves, so it is gone over as often as it takes for nothing to change.
 */
final class Revisions {

  /** What the revisions of one event have in common. */
  private record Same(long order, Object type, UUID cause) {}

  private final Map<UUID, UUID> standsFor = new HashMap<>();

  Revisions(List<Seen> events) {
    Set<Long> corrected = new HashSet<>();
    for (Seen event : events) {
      if (event.revision() > 0) {
        corrected.add(event.order());
      }
    }
    List<Seen> rising =
        events.stream()
            .filter(
                event -> corrected.contains(event.order()) && event.record().causeTopic() != null)
            .sorted(Comparator.comparingInt(Seen::revision))
            .toList();
    boolean changes = !rising.isEmpty();
    while (changes) {
      changes = pass(rising);
    }
  }

  private boolean pass(List<Seen> rising) {
    Map<Same, Seen> lowest = new HashMap<>();
    boolean changes = false;
    for (Seen event : rising) {
      Same same = new Same(event.order(), event.type(), first(event.cause()));
      Seen before = lowest.putIfAbsent(same, event);
      if (before != null && before.revision() < event.revision()) {
        changes |= !before.id().equals(standsFor.put(event.id(), before.id()));
      }
    }
    return changes;
  }

  /** The id of what an event stands for: its own, for most. */
  UUID first(UUID id) {
    return standsFor.getOrDefault(id, id);
  }

  /** Whether an event was there before under a lower revision. */
  boolean isMadeAgain(Seen event) {
    return standsFor.containsKey(event.id());
  }
}
