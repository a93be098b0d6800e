package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A column of bit sets, 32 bits an order; orders that nothing was noted of take no memory. */
final class Marks {

  private static final int BITS = 15;
  private static final int MASK = (1 << BITS) - 1;

  private int[][] chunks = new int[16][];
  private int end;

  int get(int order) {
    int chunk = order >>> BITS;
    return chunk < chunks.length && chunks[chunk] != null ? chunks[chunk][order & MASK] : 0;
  }

  void set(int order, int marks) {
    int chunk = order >>> BITS;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new int[1 << BITS];
    }
    chunks[chunk][order & MASK] = marks;
    end = Math.max(end, order + 1);
  }

  void add(int order, int marks) {
    set(order, get(order) | marks);
  }

  boolean has(int order, int mark) {
    return (get(order) & mark) != 0;
  }

  /** One more than the highest order that was marked. */
  int end() {
    return end;
  }

  /** The least order at or above one near which anything is marked. */
  int skipTo(int order) {
    int next = order;
    while (next < end && chunks[next >>> BITS] == null) {
      next = ((next >>> BITS) + 1) << BITS;
    }
    return next;
  }

  /** Whether any order has a mark. */
  boolean anyHas(int mark) {
    for (int order = skipTo(0); order < end; order = skipTo(order + 1)) {
      if (has(order, mark)) {
        return true;
      }
    }
    return false;
  }
}
