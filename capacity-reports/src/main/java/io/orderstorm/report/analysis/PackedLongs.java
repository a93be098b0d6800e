package io.orderstorm.report.analysis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A column of longs that take fewer bytes than eight, by row number. Rows that were never set hold
 * {@link #NONE} and take no memory as long as no row near them is set. A value that does not fit
 * into the bytes is kept whole beside the column: exact always, small as long as such values are
 * few.
 */
final class PackedLongs {

  /** What an unset row holds. */
  static final long NONE = Long.MAX_VALUE;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BITS = 15;
  private static final int MASK = (1 << BITS) - 1;

  private final int bytes;
  private final long mask;
  private final long bias;
  private final Map<Integer, Long> wide = new HashMap<>();
  private byte[][] chunks = new byte[16][];

  /**
   * Creates a column without rows.
   *
   * @param bytes of a row, 1 to 7
   */
  PackedLongs(int bytes) {
    this.bytes = bytes;
    this.mask = (1L << (8 * bytes)) - 1;
    this.bias = 1L << (8 * bytes - 1);
  }

  void set(int row, long value) {
    if (value == NONE) {
      clear(row);
    } else if (value > -bias && value < bias - 1) {
      put(row, value + bias);
    } else {
      put(row, mask);
      wide.put(row, value);
    }
  }

  private void clear(int row) {
    if (raw(row) != 0) {
      put(row, 0);
    }
  }

  private void put(int row, long raw) {
    int chunk = row >>> BITS;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
    }
    byte[] of = chunks[chunk];
    if (of == null) {
      of = new byte[(bytes << BITS) + Long.BYTES - bytes];
      chunks[chunk] = of;
    }
    int at = (row & MASK) * bytes;
    LONG.set(of, at, ((long) LONG.get(of, at) & ~mask) | raw);
  }

  private long raw(int row) {
    int chunk = row >>> BITS;
    byte[] of = chunk < chunks.length ? chunks[chunk] : null;
    return of == null ? 0 : (long) LONG.get(of, (row & MASK) * bytes) & mask;
  }

  /** The value of a row, {@link #NONE} if it was never set. */
  long get(int row) {
    long raw = raw(row);
    if (raw == 0) {
      return NONE;
    }
    return raw == mask ? wide.getOrDefault(row, NONE) : raw - bias;
  }
}
