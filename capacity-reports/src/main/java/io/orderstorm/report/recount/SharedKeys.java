package io.orderstorm.report.recount;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events of keys that several orders share, put in order once all shares have been read. */
final class SharedKeys {

  private record Event(long offset, int sequence) {}

  private final Map<List<Object>, List<Event>> lanes = new HashMap<>();

  void add(List<Object> lane, long offset, int sequence) {
    lanes.computeIfAbsent(lane, l -> new ArrayList<>()).add(new Event(offset, sequence));
  }

  void addAll(SharedKeys others) {
    others.lanes.forEach(
        (lane, events) -> lanes.computeIfAbsent(lane, l -> new ArrayList<>()).addAll(events));
  }

  /** How many events lie behind a later one of their key. */
  long disordered() {
    long disordered = 0;
    for (List<Event> lane : lanes.values()) {
      Collections.sort(lane, java.util.Comparator.comparingLong(Event::offset));
      int highest = -1;
      for (Event event : lane) {
        disordered += event.sequence() < highest ? 1 : 0;
        highest = Math.max(highest, event.sequence());
      }
    }
    return disordered;
  }
}
