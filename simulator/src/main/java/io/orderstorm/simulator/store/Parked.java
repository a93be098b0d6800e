package io.orderstorm.simulator.store;

/**
 * An event that waits in a retry topic.
 *
 * @param position where it stood first
 * @param key the record's key
 * @param attempts used up so far; 0 if it only waits behind another event of its key
 * @param firstFailureMillis milliseconds since the epoch, 0 if it has not failed
 */
public record Parked(Position position, String key, int attempts, long firstFailureMillis) {}
