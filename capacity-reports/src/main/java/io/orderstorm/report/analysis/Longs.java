package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A column of longs that grows. */
final class Longs {

  private long[] values = new long[1024];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  long get(int row) {
    return values[row];
  }

  void set(int row, long value) {
    values[row] = value;
  }

  int size() {
    return size;
  }

  /** A copy without the room to grow. */
  long[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** The sorted values. */
  long[] sorted() {
    long[] sorted = toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
