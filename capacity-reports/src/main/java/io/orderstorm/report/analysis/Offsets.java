package io.orderstorm.report.analysis;

import java.util.BitSet;

/** A set of offsets of one partition, a bit each from the first one on. */
final class Offsets {

  private final BitSet bits = new BitSet();
  private final long first;

  /**
   * Creates an empty set.
   *
   * @param first the least offset that it can hold
   */
  Offsets(long first) {
    this.first = first;
  }

  long first() {
    return first;
  }

  /** Adds an offset; whether it was new. One below the first is never kept and always new. */
  boolean add(long offset) {
    if (offset < first) {
      return true;
    }
    int bit = Math.toIntExact(offset - first);
    boolean fresh = !bits.get(bit);
    bits.set(bit);
    return fresh;
  }

  boolean contains(long offset) {
    return offset >= first && bits.get(Math.toIntExact(offset - first));
  }

  /** The least offset at or above one, or −1. */
  long next(long offset) {
    int bit = bits.nextSetBit(Math.toIntExact(Math.max(0, offset - first)));
    return bit < 0 ? -1 : first + bit;
  }
}
