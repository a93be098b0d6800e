package io.orderstorm.simulator.replay.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is; {@code status.json}, written once a second.
 *
 * @param state running, paused, throttled, paused by the guard, or an outcome's name
 * @param copied committed, over all runs of the plan
 * @param share of the ceiling that is allowed now
 * @param remaining at the rate of the last seconds; {@code null} while that is 0
 */
public record Status(
    String plan,
    String state,
    Instant at,
    long pid,
    long records,
    long copied,
    double recordsPerSecond,
    double share,
    @Nullable Duration remaining) {}
