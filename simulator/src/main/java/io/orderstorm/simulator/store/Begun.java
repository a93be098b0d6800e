package io.orderstorm.simulator.store;

/**
 * An event that was begun after its partition was taken over from a consumer that died, and was not
 * concluded.
 *
 * @param lives how many lives of consumers have begun it
 * @param firstBegunMillis milliseconds since the epoch
 */
public record Begun(Position position, int lives, long firstBegunMillis) {}
