package io.orderstorm.report.analysis;

import org.agrona.collections.LongArrayQueue;

/**
 * A queue of longs with the least in front. Nearly all come in rising order and wait in that; the
 * others wait in a heap.
 */
final class RisingQueue {

  private final LongArrayQueue rising = new LongArrayQueue();
  private final LongHeap others = new LongHeap();
  private long tail = Long.MIN_VALUE;

  boolean isEmpty() {
    return rising.isEmpty() && others.isEmpty();
  }

  /**
   * Adds a value.
   *
   * @param value not {@link Long#MIN_VALUE}, which is the queue's word for none
   */
  void add(long value) {
    if (rising.isEmpty() || value >= tail) {
      rising.addLong(value);
      tail = value;
    } else {
      others.add(value);
    }
  }

  /** The least value; the queue may not be empty. */
  long least() {
    return fromOthers() ? others.least() : rising.peekLong();
  }

  long removeLeast() {
    return fromOthers() ? others.removeLeast() : rising.pollLong();
  }

  private boolean fromOthers() {
    return !others.isEmpty() && (rising.isEmpty() || others.least() < rising.peekLong());
  }
}
