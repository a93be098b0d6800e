package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * An alert of the pipeline's own that was raised.
 *
 * @param severity {@code page} or {@code ticket}; empty if the run did not say
 * @param raisedSeconds since the start of the load
 * @param clearedSeconds null if it stood to the end
 * @param fault that was felt when it was raised; null for none, which makes it a false alarm
 * @param detectSeconds since that fault's injection; null without one
 */
public record Alert(
    String name,
    String stage,
    String severity,
    double raisedSeconds,
    @Nullable Double clearedSeconds,
    @Nullable String fault,
    @Nullable Double detectSeconds,
    String detail) {}
