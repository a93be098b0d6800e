package io.orderstorm.report.analysis;

import io.orderstorm.report.scan.StageScan;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long a stage's consumers take for an event: from its delivery until an attempt with it
 * succeeded. That is the stage's own time, without what lies before it and without the time until
 * its outcome was seen. What was put off, deduplicated or dead-lettered in between does not count.
 */
final class HandlingTimes {

  private final long warmFrom;
  private final Histogram times = Latencies.histogram();

  /** What is being handled, by the partitions of the file at hand. */
  private final List<OpenDeliveries> all = new ArrayList<>();

  private Lanes<OpenDeliveries> lanes = new Lanes<>();

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
    all.clear();
    lanes = new Lanes<>();
  }

  /** Follows the record that a scan stands on. */
  void follow(StageScan scan) {
    switch (scan.event()) {
      case DELIVERED -> lane(scan).delivered(scan.offset(), scan.timeNanos());
      case ATTEMPT_SUCCEEDED -> succeeded(lane(scan).take(scan.offset()), scan.timeNanos());
      case DEDUPLICATED, RETRY_SCHEDULED, PARKED, DEAD_LETTERED -> lane(scan).take(scan.offset());
      // events that a stage ignores have no other end
      case COMMITTED -> lane(scan).dropBefore(scan.offset());
      default -> {}
    }
  }

  private OpenDeliveries lane(StageScan scan) {
    OpenDeliveries lane = lanes.get(scan.topic(), scan.partition());
    if (lane == null) {
      lane = new OpenDeliveries();
      lanes.put(scan.topic(), scan.partition(), lane);
      all.add(lane);
    }
    return lane;
  }

  /** How many events are being handled, as far as is known. */
  int open() {
    return all.stream().mapToInt(OpenDeliveries::size).sum();
  }

  private void succeeded(long delivered, long time) {
    if (delivered != OpenDeliveries.NONE && time >= warmFrom) {
      times.recordValue(Math.max(0, time - delivered));
    }
  }

  /** The median in milliseconds; null if no attempt succeeded. */
  @Nullable Double medianMs() {
    return times.getTotalCount() == 0 ? null : Latencies.at(times, 50);
  }
}
