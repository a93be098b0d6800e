package io.orderstorm.simulator.downstream;

import io.orderstorm.simulator.order.EffectType;
import java.util.UUID;

/**
 * One thing that a service did, or did not do again.
 *
 * @param startedNanos when the request arrived, time in the service's queue included
 * @param finishedNanos when it was done
 * @param performed false if the idempotency key was known and nothing was done again
 * @param replay number of the replay that caused it, 0 for none
 */
public record Effect(
    long startedNanos,
    long finishedNanos,
    long orderNumber,
    EffectType type,
    UUID idempotencyKey,
    UUID causeId,
    boolean performed,
    int replay) {}
