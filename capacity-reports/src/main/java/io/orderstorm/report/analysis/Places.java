package io.orderstorm.report.analysis;

import org.agrona.collections.LongHashSet;

/** A set of positions of records: number of the topic, partition, offset. */
final class Places {

  private static final int OFFSET_BITS = 40;
  private static final int PARTITION_BITS = 15;

  private final LongHashSet places = new LongHashSet();

  void add(int topic, int partition, long offset) {
    places.add(pack(topic, partition, offset));
  }

  boolean contains(int topic, int partition, long offset) {
    return !places.isEmpty() && places.contains(pack(topic, partition, offset));
  }

  /** Offsets have 40 bits and partitions 15; what is beyond is taken for what it is modulo that. */
  static long pack(int topic, int partition, long offset) {
    long lane = ((long) topic << PARTITION_BITS) | (partition & ((1L << PARTITION_BITS) - 1));
    return (lane << OFFSET_BITS) | (offset & ((1L << OFFSET_BITS) - 1));
  }
}
