package io.orderstorm.report.analysis;

import io.orderstorm.report.scan.StageScan;
import org.HdrHistogram.Histogram;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * How long a stage's consumers take for an event: from its delivery until an attempt with it
 * succeeded. That is the stage's own time, without what lies before it and without the time until
 * its outcome was seen. What was put off, deduplicated or dead-lettered in between does not count.
 */
final class HandlingTimes {

  private static final long NONE = Long.MIN_VALUE;

  private final long warmFrom;
  private final Histogram times = Latencies.histogram();

  /** When what is being handled was delivered, by its place in the file at hand. */
  private final Long2LongHashMap open = new Long2LongHashMap(NONE);

  /** Up to where each partition was committed; what lies before is handled, or was ignored. */
  private final Long2LongHashMap committed = new Long2LongHashMap(NONE);

  private final LongArrayQueue dropped = new LongArrayQueue();

  /**
   * Begins to measure.
   *
   * @param warmFrom attempts that succeeded before are left out
   */
  HandlingTimes(long warmFrom) {
    this.warmFrom = warmFrom;
  }

  /** Turns to the records of another process. */
  void begin() {
    open.clear();
    committed.clear();
  }

  /** Follows the record that a scan stands on. */
  void follow(StageScan scan) {
    switch (scan.event()) {
      case DELIVERED -> open.put(place(scan), scan.timeNanos());
      case ATTEMPT_SUCCEEDED -> succeeded(open.remove(place(scan)), scan.timeNanos());
      case DEDUPLICATED, RETRY_SCHEDULED, PARKED, DEAD_LETTERED -> open.remove(place(scan));
      case ASSIGNED, REVOKED -> committed.remove(partition(scan)); // it may begin lower again
      case COMMITTED -> drop(partition(scan), scan.offset());
      default -> {}
    }
  }

  /** Forgets what was committed: events that a stage ignores have no other end. */
  private void drop(long partition, long next) {
    long from = committed.get(partition);
    if (from == NONE || next < from || next - from > open.size()) {
      dropAllBefore(partition, next);
    } else {
      for (long offset = from; offset < next; offset++) {
        open.remove(partition + offset);
      }
    }
    committed.put(partition, next);
  }

  private void dropAllBefore(long partition, long next) {
    open.forEachLong(
        (place, delivered) -> {
          if (place >= partition && place < partition + next) {
            dropped.addLong(place);
          }
        });
    while (!dropped.isEmpty()) {
      open.remove(dropped.pollLong());
    }
  }

  /** How many events are being handled, as far as is known. */
  int open() {
    return open.size();
  }

  private static long partition(StageScan scan) {
    return Places.pack(scan.topic(), scan.partition(), 0);
  }

  private static long place(StageScan scan) {
    return Places.pack(scan.topic(), scan.partition(), scan.offset());
  }

  private void succeeded(long delivered, long time) {
    if (delivered != NONE && time >= warmFrom) {
      times.recordValue(Math.max(0, time - delivered));
    }
  }

  /** The median in milliseconds; null if no attempt succeeded. */
  @Nullable Double medianMs() {
    return times.getTotalCount() == 0 ? null : Latencies.at(times, 50);
  }
}
