package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A column of sums, one an order, that are nought where what was added was taken off again. */
final class Balances {

  private static final int BITS = 14;
  private static final int MASK = (1 << BITS) - 1;

  private long[][] chunks = new long[16][];

  void add(int order, long value) {
    int chunk = order >>> BITS;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new long[1 << BITS];
    }
    chunks[chunk][order & MASK] += value;
  }

  long get(int order) {
    int chunk = order >>> BITS;
    return chunk < chunks.length && chunks[chunk] != null ? chunks[chunk][order & MASK] : 0;
  }
}
