package io.orderstorm.simulator.store;

/**
 * Why an event was given up.
 *
 * @param attempts used up, 0 if none was worth it
 * @param firstFailureMillis milliseconds since the epoch
 */
public record GivenUp(
    long orderNumber,
    String errorClass,
    String errorMessage,
    int attempts,
    long firstFailureMillis) {}
