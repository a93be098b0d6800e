package io.orderstorm.report.analysis;

/**
 * Sorts rows by time, and those of one time by kind; rows that are equal in both stay in their
 * order. A merge sort of row numbers: records lie nearly in the order of their times, and halves
 * that are in order already are not merged.
 */
final class TimeOrder {

  private final Longs times;
  private final Octets kinds;
  private final int[] rows;
  private final int[] spare;

  private TimeOrder(Longs times, Octets kinds) {
    this.times = times;
    this.kinds = kinds;
    this.rows = new int[times.size()];
    this.spare = new int[times.size()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row;
    }
  }

  /** The row numbers in order. */
  static int[] of(Longs times, Octets kinds) {
    TimeOrder order = new TimeOrder(times, kinds);
    order.sort(0, order.rows.length);
    return order.rows;
  }

  private boolean after(int row, int other) {
    long a = times.get(row);
    long b = times.get(other);
    return a > b || (a == b && kinds.get(row) > kinds.get(other));
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
