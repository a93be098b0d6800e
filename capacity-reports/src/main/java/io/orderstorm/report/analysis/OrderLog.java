package io.orderstorm.report.analysis;

import io.orderstorm.report.scan.ObservationScan;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the topic that orders are placed on was seen to reach, and when, at the places that
 * producers were told for the orders of a journal.
 */
final class OrderLog {

  static final String TOPIC = "orders";

  /** By partition: the first time at which a place or one behind it was seen. */
  private final Map<Integer, TreeMap<Long, Long>> places = new HashMap<>();

  OrderLog(@Nullable TopicFile topic, Journal journal) {
    for (int row = 0; row < journal.rows(); row++) {
      if (journal.offset(row) >= 0) {
        places
            .computeIfAbsent(journal.partition(row), p -> new TreeMap<>())
            .put(journal.offset(row), Long.MAX_VALUE);
      }
    }
    if (topic != null && !places.isEmpty()) {
      read(topic);
    }
    places.values().forEach(OrderLog::spread);
  }

  private void read(TopicFile topic) {
    try (ObservationScan scan = topic.scan()) {
      while (scan.next()) {
        TreeMap<Long, Long> asked = places.get(scan.partition());
        Map.Entry<Long, Long> place = asked == null ? null : asked.floorEntry(scan.offset());
        if (asked != null && place != null && scan.receivedNanos() < place.getValue()) {
          asked.put(place.getKey(), scan.receivedNanos());
        }
      }
    }
  }

  /** What was seen behind a later place was seen behind the earlier ones too. */
  private static void spread(NavigableMap<Long, Long> asked) {
    long first = Long.MAX_VALUE;
    for (Map.Entry<Long, Long> place : asked.descendingMap().entrySet()) {
      first = Math.min(first, place.getValue());
      place.setValue(first);
    }
  }

  /** When a record at or behind a place was first seen; MAX_VALUE if none was. */
  long passed(int partition, long offset) {
    TreeMap<Long, Long> asked = places.get(partition);
    return asked == null ? Long.MAX_VALUE : asked.getOrDefault(offset, Long.MAX_VALUE);
  }
}
