package io.orderstorm.report.recount;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/** How often each latency occurred, to the microsecond, and the percentiles of that. */
final class Latency {

  private static final long MICRO = 1000;

  private final Long2LongHashMap counts = new Long2LongHashMap(0);
  private long size;
  private long[] sorted = new long[0];

  void add(long nanos) {
    long micros = (nanos + MICRO / 2) / MICRO;
    counts.put(micros, counts.get(micros) + 1);
    size++;
  }

  void addAll(Latency others) {
    others.counts.forEachLong((micros, count) -> counts.put(micros, counts.get(micros) + count));
    size += others.size;
  }

  long size() {
    return size;
  }

  /** The value at rank ⌈q·n⌉ of the sorted values, in milliseconds; there must be one. */
  double at(double percentile) {
    if (sorted.length != counts.size()) {
      sorted = new long[counts.size()];
      int[] next = {0};
      counts.forEachLong((micros, count) -> sorted[next[0]++] = micros);
      Arrays.sort(sorted);
    }
    double rank = Math.max(1, Math.ceil(percentile / 100 * size - 1e-9));
    long passed = 0;
    for (long micros : sorted) {
      passed += counts.get(micros);
      if (passed >= rank) {
        return micros / 1e3;
      }
    }
    throw new IllegalStateException("no latency has rank " + rank + " of " + size);
  }
}
