package io.orderstorm.report.analysis;

import java.util.Arrays;

/**
 * A column of small numbers, 0 to 255. Grows by chunks, so that nothing is copied and little stays
 * empty.
 */
final class Octets {

  private static final int BITS = 16;
  private static final int MASK = (1 << BITS) - 1;

  private byte[][] chunks = new byte[16][];
  private int size;

  void add(int value) {
    int chunk = size >>> BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if ((size & MASK) == 0) {
      chunks[chunk] = new byte[1 << BITS];
    }
    chunks[chunk][size & MASK] = (byte) value;
    size++;
  }

  int get(int row) {
    return chunks[row >>> BITS][row & MASK] & 0xff;
  }

  int size() {
    return size;
  }
}
