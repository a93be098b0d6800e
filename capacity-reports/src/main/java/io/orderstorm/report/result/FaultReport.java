package io.orderstorm.report.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault as it happened.
 *
 * @param injectedSeconds from the start of the load, null if it never was injected
 * @param evidence what shows that it bit
 */
public record FaultReport(
    String name,
    String kind,
    String target,
    String description,
    @Nullable Instant injectedAt,
    @Nullable Instant revertedAt,
    @Nullable Double injectedSeconds,
    @Nullable Double revertedSeconds,
    boolean effective,
    String evidence) {}
