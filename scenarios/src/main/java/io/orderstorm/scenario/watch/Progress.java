package io.orderstorm.scenario.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where a run stands, for a person to look at. Figures for orientation; the report computes its
 * own.
 *
 * @param phase one or two words, for example {@code load}
 * @param elapsed since the phase's clock began: the load's start, once there is one
 * @param remaining until the phase ends at the latest
 * @param offeredPerSecond what the schedule asks for now
 * @param achievedPerSecond orders seen on the topic in the last second
 * @param inFlight orders placed and without an end
 * @param lag by consumer group, in records
 * @param activeFaults by name
 */
public record Progress(
    String phase,
    Duration elapsed,
    Duration remaining,
    double offeredPerSecond,
    double achievedPerSecond,
    long placed,
    long inFlight,
    Map<String, Long> lag,
    List<String> activeFaults,
    long deadLetters) {}
