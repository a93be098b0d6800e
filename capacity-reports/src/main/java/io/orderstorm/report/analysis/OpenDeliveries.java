package io.orderstorm.report.analysis;

import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * When the records of a partition that are being handled were delivered. They are nearly always
 * near each other, so they lie in a ring by their offsets; the others are kept beside it.
 */
final class OpenDeliveries {

  /** The time of what is not being handled. */
  static final long NONE = Long.MIN_VALUE;

  private static final int SLOTS = 1 << 10;

  private final long[] ring = new long[SLOTS];
  private final Long2LongHashMap others = new Long2LongHashMap(NONE);

  /** The least offset in the ring, if anything is. */
  private long first;

  private int held;

  OpenDeliveries() {
    Arrays.fill(ring, NONE);
  }

  /** A record was delivered, perhaps again. */
  void delivered(long offset, long time) {
    if (held == 0) {
      first = offset;
    }
    if (isNear(offset)) {
      others.remove(offset); // it may have come first when it was far from those then at hand
      held += ring[slot(offset)] == NONE ? 1 : 0;
      ring[slot(offset)] = time;
    } else {
      others.put(offset, time);
    }
  }

  /** When a record was delivered, which is no longer being handled; {@link #NONE} if it was not. */
  long take(long offset) {
    if (!isNear(offset) || ring[slot(offset)] == NONE) {
      return others.remove(offset);
    }
    long time = ring[slot(offset)];
    ring[slot(offset)] = NONE;
    held--;
    toNextHeld();
    return time;
  }

  /** Forgets all records before an offset. */
  void dropBefore(long next) {
    while (held > 0 && first < next) {
      ring[slot(first)] = NONE;
      held--;
      toNextHeld();
    }
    if (!others.isEmpty()) {
      others.keySet().removeIf(offset -> offset < next);
    }
  }

  private void toNextHeld() {
    while (held > 0 && ring[slot(first)] == NONE) {
      first++;
    }
  }

  private boolean isNear(long offset) {
    return held > 0 ? offset >= first && offset - first < SLOTS : offset == first;
  }

  private static int slot(long offset) {
    return (int) (offset & (SLOTS - 1));
  }

  /** How many records are being handled. */
  int size() {
    return held + others.size();
  }
}
