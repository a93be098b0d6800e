package io.orderstorm.report.analysis;

import io.orderstorm.report.scan.ObservationScan;
import java.util.Arrays;

/**
 * The records of a topic in the order in which they were received, with one pass over the file:
 * files are nearly in that order, and the earliest time of all blocks to come says how far what was
 * read is complete.
 */
final class ArrivalOrder {

  /** What is to be known of the record that a scan stands on. */
  interface Reader {
    /** A number for the record's partition. */
    int lane(ObservationScan scan);

    /** Any further long; it comes back with the record. */
    long note(ObservationScan scan, int lane);
  }

  private static final int INDEX_BITS = 20;
  private static final long SPAN = 1L << (Long.SIZE - 1 - INDEX_BITS);

  private final ObservationScan scan;
  private final long[] earliest;
  private final Reader reader;
  private int block;
  private long[] times = new long[2 * TopicFile.BLOCK];
  private long[] offsets = new long[2 * TopicFile.BLOCK];
  private long[] notes = new long[2 * TopicFile.BLOCK];
  private int[] lanes = new int[2 * TopicFile.BLOCK];
  private int[] order = new int[2 * TopicFile.BLOCK];
  private int size;
  private int complete;
  private int at = -1;

  /** Whether the records at hand came in the order of their times. */
  private boolean inOrder = true;

  ArrivalOrder(TopicFile topic, ObservationScan scan, Reader reader) {
    this.scan = scan;
    this.earliest = topic.earliestFrom();
    this.reader = reader;
  }

  /** Goes to the next record; false after the last. */
  boolean next() {
    at++;
    while (at >= complete) {
      if (block == earliest.length && complete == size) {
        return false;
      }
      readOn();
    }
    return true;
  }

  long time() {
    return times[place(at)];
  }

  long offset() {
    return offsets[place(at)];
  }

  int lane() {
    return lanes[place(at)];
  }

  long note() {
    return notes[place(at)];
  }

  /** Where the record lies that comes as the so-manieth of those at hand. */
  private int place(int next) {
    return inOrder ? next : order[next];
  }

  private void readOn() {
    dropPassed();
    if (block < earliest.length) {
      grow(size + TopicFile.BLOCK);
      for (int i = 0; i < TopicFile.BLOCK && scan.next(); i++) {
        times[size] = scan.receivedNanos();
        offsets[size] = scan.offset();
        lanes[size] = reader.lane(scan);
        notes[size] = reader.note(scan, lanes[size]);
        size++;
      }
      block++;
    }
    sort();
    long until = block < earliest.length ? earliest[block] : Long.MAX_VALUE;
    complete = block < earliest.length ? 0 : size;
    while (complete < size && times[place(complete)] < until) {
      complete++;
    }
    at = 0;
  }

  /** Moves the records that are still to come to the front, in their order. */
  private void dropPassed() {
    int left = size - complete;
    if (inOrder) {
      System.arraycopy(times, complete, times, 0, left);
      System.arraycopy(offsets, complete, offsets, 0, left);
      System.arraycopy(notes, complete, notes, 0, left);
      System.arraycopy(lanes, complete, lanes, 0, left);
    } else {
      dropOutOfOrder(left);
    }
    size = left;
    complete = 0;
  }

  private void dropOutOfOrder(int left) {
    long[] keptTimes = new long[times.length];
    long[] keptOffsets = new long[times.length];
    long[] keptNotes = new long[times.length];
    int[] keptLanes = new int[times.length];
    for (int i = 0; i < left; i++) {
      int from = order[complete + i];
      keptTimes[i] = times[from];
      keptOffsets[i] = offsets[from];
      keptNotes[i] = notes[from];
      keptLanes[i] = lanes[from];
    }
    times = keptTimes;
    offsets = keptOffsets;
    notes = keptNotes;
    lanes = keptLanes;
  }

  private void grow(int capacity) {
    if (capacity > times.length) {
      int length = Math.max(capacity, times.length * 2);
      times = Arrays.copyOf(times, length);
      offsets = Arrays.copyOf(offsets, length);
      notes = Arrays.copyOf(notes, length);
      lanes = Arrays.copyOf(lanes, length);
      order = new int[length];
    }
  }

  private void sort() {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    boolean sorted = true;
    for (int i = 0; i < size; i++) {
      sorted &= times[i] >= most;
      least = Math.min(least, times[i]);
      most = Math.max(most, times[i]);
    }
    inOrder = sorted;
    if (sorted) {
      return;
    }
    if (size < 1 << INDEX_BITS && most - least < SPAN && most - least >= 0) {
      sortPacked(least);
    } else {
      System.arraycopy(TimeOrder.of(times, size), 0, order, 0, size);
    }
  }

  /** Time and place in one long: records of one moment stay in their order. */
  private void sortPacked(long least) {
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      keys[i] = ((times[i] - least) << INDEX_BITS) | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < size; i++) {
      order[i] = (int) (keys[i] & ((1 << INDEX_BITS) - 1));
    }
  }
}
