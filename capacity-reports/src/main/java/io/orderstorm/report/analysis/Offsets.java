package io.orderstorm.report.analysis;

import java.util.BitSet;

/** A set of offsets of one partition, a bit each from about the least one on. */
final class Offsets {

  private BitSet bits = new BitSet();
  private long base = -1;
  private long highest = -1;

  /**
   * Adds an offset; whether it was new. A negative one is none: it is never kept and always new.
   */
  boolean add(long offset) {
    if (offset < 0) {
      return true;
    }
    if (base < 0 || offset < base) {
      rebase(offset);
    }
    int bit = Math.toIntExact(offset - base);
    boolean fresh = !bits.get(bit);
    bits.set(bit);
    highest = Math.max(highest, offset);
    return fresh;
  }

  private void rebase(long offset) {
    long lower = offset & -Long.SIZE;
    if (base >= 0) {
      int shift = Math.toIntExact(base - lower);
      BitSet shifted = new BitSet();
      bits.stream().forEach(bit -> shifted.set(bit + shift));
      bits = shifted;
    }
    base = lower;
  }

  boolean contains(long offset) {
    return base >= 0 && offset >= base && bits.get(Math.toIntExact(offset - base));
  }

  /** How many offsets are here and not in another, below the other's greatest. */
  long beyond(Offsets other) {
    if (base < 0 || other.base < 0) {
      return 0;
    }
    if (base == other.base) { // as good as always
      BitSet rest = (BitSet) bits.clone();
      rest.andNot(other.bits);
      int end = Math.toIntExact(other.highest - base);
      return rest.get(0, end).cardinality();
    }
    long count = 0;
    for (long offset = next(base); offset >= 0 && offset < other.highest; ) {
      count += other.contains(offset) ? 0 : 1;
      offset = next(offset + 1);
    }
    return count;
  }

  /** The least offset at or above one, or −1. */
  long next(long offset) {
    int bit = base < 0 ? -1 : bits.nextSetBit(Math.toIntExact(Math.max(0, offset - base)));
    return bit < 0 ? -1 : base + bit;
  }

  /** The greatest offset, −1 if there is none. */
  long highest() {
    return highest;
  }
}
