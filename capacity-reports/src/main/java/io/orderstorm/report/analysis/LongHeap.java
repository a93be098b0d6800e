package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A heap of longs with the least on top. (The libraries at hand have none without boxing.) */
final class LongHeap {

  private long[] values = new long[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The least value; the heap may not be empty. */
  long least() {
    return values[0];
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    int at = size++;
    while (at > 0 && values[(at - 1) >>> 1] > value) {
      values[at] = values[(at - 1) >>> 1];
      at = (at - 1) >>> 1;
    }
    values[at] = value;
  }

  long removeLeast() {
    long least = values[0];
    long moved = values[--size];
    int at = 0;
    int child = 1;
    while (child < size) {
      child += child + 1 < size && values[child + 1] < values[child] ? 1 : 0;
      if (values[child] >= moved) {
        break;
      }
      values[at] = values[child];
      at = child;
      child = 2 * at + 1;
    }
    values[at] = moved;
    return least;
  }
}
