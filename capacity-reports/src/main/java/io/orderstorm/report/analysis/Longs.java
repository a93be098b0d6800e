package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A column of longs. Grows by chunks, so that nothing is copied and little stays empty. */
final class Longs {

  private static final int BITS = 14;
  private static final int MASK = (1 << BITS) - 1;

  private long[][] chunks = new long[16][];
  private int size;

  void add(long value) {
    int chunk = size >>> BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if ((size & MASK) == 0) {
      chunks[chunk] = new long[1 << BITS];
    }
    chunks[chunk][size & MASK] = value;
    size++;
  }

  long get(int row) {
    return chunks[row >>> BITS][row & MASK];
  }

  void set(int row, long value) {
    chunks[row >>> BITS][row & MASK] = value;
  }

  int size() {
    return size;
  }

  /** A copy as one array. */
  long[] toArray() {
    long[] all = new long[size];
    for (int from = 0; from < size; from += 1 << BITS) {
      System.arraycopy(chunks[from >>> BITS], 0, all, from, Math.min(1 << BITS, size - from));
    }
    return all;
  }

  /** The sorted values. */
  long[] sorted() {
    long[] sorted = toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
