package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * Rates in orders per second; peaks are over whole seconds of the load.
 *
 * @param goodputPerSecond fulfilled orders over the time from the first intended send to the last
 *     outcome
 * @param ceilingPerSecond what this machine was measured to carry, null if unknown
 * @param peakShareOfCeiling offered peak over ceiling, null if the ceiling is unknown
 */
public record Throughput(
    double offeredPeakPerSecond,
    double achievedPeakPerSecond,
    double goodputPerSecond,
    @Nullable Double ceilingPerSecond,
    @Nullable Double peakShareOfCeiling,
    String ceilingProvenance) {}
