package io.orderstorm.simulator.replay.plan;

import java.time.Instant;

/**
 * Somebody's word that a plan may run.
 *
 * @param sha256 of the plan as it was approved
 * @param note empty if there was none
 */
public record Approval(
    String plan, String sha256, String by, String note, Instant at, Instant expiresAt) {}
