package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * The backlog of a consumer group.
 *
 * @param peak the largest offset lag on its input topics
 * @param peakBacklog the same with retry topics and parked events
 * @param below the bound that recovery is measured against
 * @param fault the fault whose recovery took longest, null if none raised the backlog over the
 *     bound
 * @param recoverySeconds from that fault's revert until the backlog was at most the bound; null if
 *     it never was
 * @param predictedReason why there is no prediction
 */
public record GroupLag(
    String group,
    long peak,
    long peakBacklog,
    long below,
    @Nullable String fault,
    @Nullable Double recoverySeconds,
    @Nullable Double predictedRecoverySeconds,
    String predictedReason,
    @Nullable Double drainPerSecond) {}
