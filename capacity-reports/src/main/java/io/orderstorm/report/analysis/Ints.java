package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A column of ints. Grows by chunks, so that nothing is copied and little stays empty. */
final class Ints {

  private static final int BITS = 16;
  private static final int MASK = (1 << BITS) - 1;

  private int[][] chunks = new int[16][];
  private int size;

  void add(int value) {
    int chunk = size >>> BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if ((size & MASK) == 0) {
      chunks[chunk] = new int[1 << BITS];
    }
    chunks[chunk][size & MASK] = value;
    size++;
  }

  int get(int row) {
    return chunks[row >>> BITS][row & MASK];
  }

  void set(int row, int value) {
    chunks[row >>> BITS][row & MASK] = value;
  }

  int size() {
    return size;
  }

  /** A copy as one array. */
  int[] toArray() {
    int[] all = new int[size];
    for (int from = 0; from < size; from += 1 << BITS) {
      System.arraycopy(chunks[from >>> BITS], 0, all, from, Math.min(1 << BITS, size - from));
    }
    return all;
  }

  /** The sorted values. */
  int[] sorted() {
    int[] sorted = toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
