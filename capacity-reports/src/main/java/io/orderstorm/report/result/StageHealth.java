package io.orderstorm.report.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stage worked, beyond averages.
 *
 * @param attemptsPerInput calls over records that it was given for the first time; null if it was
 *     given none
 * @param redelivered deliveries of records that the group had been given before
 * @param rebalances how often partitions changed hands after the first assignment; changes within a
 *     second are one
 * @param unassignedSeconds the longest that one partition belonged to no consumer
 * @param oldestSeconds time lag: the greatest age that an input without outcome came to
 * @param stalledPartition where the longest stall was, empty if there was no input
 * @param stallSeconds the longest time in which a partition with inputs saw no outcome
 * @param otherStallSeconds the same of the other partitions; far less than {@code stallSeconds}
 *     means that one record held up those behind it
 * @param statusSeconds partition-seconds by Burrow's status
 * @param metastableAfter faults that were gone while the backlog they left did not fall again
 */
public record StageHealth(
    String stage,
    @Nullable Double attemptsPerInput,
    long redelivered,
    long rebalances,
    double unassignedSeconds,
    double oldestSeconds,
    String stalledPartition,
    double stallSeconds,
    double otherStallSeconds,
    Map<String, Long> statusSeconds,
    List<StatusSpan> statuses,
    List<String> metastableAfter) {

  /** A span of seconds of the load in which a partition was not OK. */
  public record StatusSpan(String topic, int partition, int from, int to, String status) {}

  public StageHealth {
    statusSeconds = new LinkedHashMap<>(statusSeconds);
    statuses = List.copyOf(statuses);
    metastableAfter = List.copyOf(metastableAfter);
  }
}
