package io.orderstorm.report.analysis;

import java.util.HashMap;
import java.util.Map;

/** How far the topic that orders are placed on was seen to reach, per partition and over time. */
final class OrderLog {

  private static final String TOPIC = "orders";

  private final Map<Integer, Longs> offsets = new HashMap<>();
  private final Map<Integer, Longs> times = new HashMap<>();

  OrderLog(EventTable events) {
    int topic = events.topicIndex(TOPIC);
    for (int row = 0; row < events.rows(); row++) {
      if (events.topicNumber(row) == topic) {
        offsets.computeIfAbsent(events.partition(row), p -> new Longs()).add(events.offset(row));
        times.computeIfAbsent(events.partition(row), p -> new Longs()).add(events.received(row));
      }
    }
  }

  String topic() {
    return TOPIC;
  }

  /** When a record at or behind an offset was first seen; MAX_VALUE if none was. */
  long passed(int partition, long offset) {
    Longs seen = offsets.get(partition);
    Longs when = times.get(partition);
    long first = Long.MAX_VALUE;
    if (seen != null && when != null && offset >= 0) {
      for (int i = 0; i < seen.size(); i++) {
        if (seen.get(i) >= offset) {
          first = Math.min(first, when.get(i));
        }
      }
    }
    return first;
  }
}
