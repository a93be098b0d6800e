package io.orderstorm.report.analysis;

/**
 * Sorts rows by time; rows of one time stay in their order. A merge sort of row numbers: records
 * lie nearly in the order of their times, and halves that are in order already are not merged.
 */
final class TimeOrder {

  private final long[] times;
  private final int[] rows;
  private final int[] spare;

  private TimeOrder(long[] times, int size) {
    this.times = times;
    this.rows = new int[size];
    this.spare = new int[size];
    for (int row = 0; row < size; row++) {
      rows[row] = row;
    }
  }

  /** The row numbers in order. */
  static int[] of(long[] times, int size) {
    TimeOrder order = new TimeOrder(times, size);
    order.sort(0, size);
    return order.rows;
  }

  private boolean after(int row, int other) {
    return times[row] > times[other];
  }

  private void sort(int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (after(rows[middle - 1], rows[middle])) {
      merge(from, middle, to);
    }
  }

  private void merge(int from, int middle, int to) {
    System.arraycopy(rows, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle && right < to) {
      rows[at++] = after(spare[left], rows[right]) ? rows[right++] : spare[left++];
    }
    System.arraycopy(spare, left, rows, at, middle - left);
  }
}
