package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * How a stage's consumers were scaled on its backlog.
 *
 * @param least the consumers that it began with
 * @param most the most that it had
 * @param added how many consumers were added in all
 * @param removed how many were taken away in all
 * @param decidedSeconds from the backlog's passing of the threshold to the first decision to add
 * @param reactionSeconds from there to the first partition in the hands of an added consumer; null
 *     if none got one
 * @param overshoot consumers that were added after the backlog's peak, while it fell already
 * @param oscillations how often consumers were added after some had been taken away
 */
public record Scaling(
    String stage,
    int least,
    int most,
    int added,
    int removed,
    double decidedSeconds,
    @Nullable Double reactionSeconds,
    int overshoot,
    int oscillations) {}
