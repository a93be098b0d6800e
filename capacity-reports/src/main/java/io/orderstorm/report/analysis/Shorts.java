package io.orderstorm.report.analysis;

import java.util.Arrays;

/**
 * A column of numbers from −1 to 32,767. Grows by chunks, so that nothing is copied and little
 * stays empty.
 */
final class Shorts {

  private static final int BITS = 16;
  private static final int MASK = (1 << BITS) - 1;

  private short[][] chunks = new short[16][];
  private int size;

  void add(int value) {
    int chunk = size >>> BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if ((size & MASK) == 0) {
      chunks[chunk] = new short[1 << BITS];
    }
    chunks[chunk][size & MASK] = (short) value;
    size++;
  }

  int get(int row) {
    return chunks[row >>> BITS][row & MASK];
  }

  int size() {
    return size;
  }
}
