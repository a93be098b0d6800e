package io.orderstorm.report.analysis;

import java.util.Arrays;

/** A column of small numbers, 0 to 255, that grows. */
final class Octets {

  private byte[] values = new byte[1024];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = (byte) value;
  }

  int get(int row) {
    return values[row] & 0xff;
  }

  int size() {
    return size;
  }
}
