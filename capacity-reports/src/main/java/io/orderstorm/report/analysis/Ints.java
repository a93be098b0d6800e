package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A column of ints that grows. */
final class Ints {

  private int[] values = new int[1024];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int get(int row) {
    return values[row];
  }

  void set(int row, int value) {
    values[row] = value;
  }

  int size() {
    return size;
  }

  /** A copy without the room to grow. */
  int[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** The sorted values. */
  int[] sorted() {
    int[] sorted = toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
