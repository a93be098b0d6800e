package io.orderstorm.report.capacity;

import org.jspecify.annotations.Nullable;

/**
 * What followed an outage within a probe.
 *
 * @param outageSeconds how long the fault stood
 * @param arrivingPerSecond λ, what was offered
 * @param allowed the orders in flight that count as recovered
 * @param backlog orders in flight when the fault was reverted
 * @param objectiveSeconds from then until no more than what is allowed was in flight for two
 *     seconds on end; null if that did not come
 */
public record Recovered(
    double outageSeconds,
    double arrivingPerSecond,
    double allowed,
    double backlog,
    @Nullable Double objectiveSeconds) {}
