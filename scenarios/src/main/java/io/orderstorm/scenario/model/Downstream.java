package io.orderstorm.scenario.model;

import java.time.Duration;

/**
 * The service that a stage calls.
 *
 * @param service its name, for example {@code payment-provider}
 * @param capacity how many calls it works on at a time; others wait there
 * @param concurrency how many calls the stage makes at a time
 * @param timeout after which the stage gives a call up
 * @param errorRatio the share of calls answered with an error, 0 to 1
 * @param idempotencyHonoured whether a repeated call with the same key has one effect
 */
public record Downstream(
    String service,
    ServiceTime serviceTime,
    int capacity,
    int concurrency,
    Duration timeout,
    double errorRatio,
    boolean idempotencyHonoured) {}
