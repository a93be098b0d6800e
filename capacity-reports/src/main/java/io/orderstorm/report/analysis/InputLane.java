package io.orderstorm.report.analysis;

import org.jspecify.annotations.Nullable;

/** A partition that a stage reads, while its records are followed. */
final class InputLane {

  final StageLog.Partition partition;

  /** The log's end as each second brought it; empty for a retry topic. */
  final long[] seconds;

  /** Whether it is of a retry topic. */
  final boolean retry;

  /** What the group was given of it; null if nothing. */
  final @Nullable Offsets given;

  /** What waits on it; null as long as there was no input. */
  Stalls.@Nullable Lane waiting;

  InputLane(StageLog.Partition partition, int seconds, PollWatch poll) {
    this.partition = partition;
    this.seconds = new long[seconds];
    this.retry = seconds == 0;
    this.given = poll.given(partition);
  }
}
