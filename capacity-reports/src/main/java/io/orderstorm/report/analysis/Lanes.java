package io.orderstorm.report.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something for each partition of some topics. It is asked for with every record, so what has a
 * small number is found in a table, not searched.
 */
final class Lanes<T> {

  private static final int TOPICS = 1 << 10;
  private static final int PARTITIONS = 1 << 12;
  private static final Object[] NOTHING = {};

  private Object[][] table = {};
  private final Map<Long, T> others = new HashMap<>();

  /** What was put for a partition of a topic; null if nothing was. */
  @SuppressWarnings("unchecked") // only put() writes to the table
  @Nullable T get(int topic, int partition) {
    if (topic >= 0 && topic < table.length && partition >= 0 && partition < table[topic].length) {
      Object of = table[topic][partition];
      if (of != null) {
        return (T) of;
      }
    }
    return others.isEmpty() ? null : others.get(key(topic, partition));
  }

  /** Puts something for a partition that has nothing yet. */
  void put(int topic, int partition, T value) {
    if (topic < 0 || topic >= TOPICS || partition < 0 || partition >= PARTITIONS) {
      others.put(key(topic, partition), value);
      return;
    }
    int before = table.length;
    if (topic >= before) {
      table = Arrays.copyOf(table, topic + 1);
      Arrays.fill(table, before, table.length, NOTHING);
    }
    if (partition >= table[topic].length) {
      table[topic] = Arrays.copyOf(table[topic], partition + 16);
    }
    table[topic][partition] = value;
  }

  private static long key(int topic, int partition) {
    return ((long) topic << 32) | (partition & 0xffffffffL);
  }
}
