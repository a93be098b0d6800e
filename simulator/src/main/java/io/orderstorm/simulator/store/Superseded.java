package io.orderstorm.simulator.store;

import java.util.UUID;

/**
 * An event that a stage skipped because what it knows of the order is newer.
 *
 * @param replay number of the replay that brought it, 0 for none
 */
public record Superseded(long orderNumber, UUID eventId, int revision, int replay) {}
