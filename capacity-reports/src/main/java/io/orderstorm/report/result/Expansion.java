package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * A topic that got more partitions while the run went on.
 *
 * @param atSeconds when, from the start of the load
 * @param ordersApart orders whose events on the topic lie on several partitions: their order is no
 *     longer kept by the broker; null if nobody observed the topic
 */
public record Expansion(
    String topic, int from, int to, double atSeconds, @Nullable Long ordersApart) {}
