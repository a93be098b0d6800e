/**
 * The main classes of a run's own processes: generator, pipeline and backends (store and downstream
 * services). Each has a JVM of its own, so that none disturbs another's clock, and each ends with
 * the harness.
 */
@NullMarked
package io.orderstorm.scenario.child;

import org.jspecify.annotations.NullMarked;
