/**
 * Benchmarks that a user can run: figures side by side from one run, never asserted by a test,
 * because a shared machine measures its neighbours too.
 */
@NullMarked
package io.orderstorm.scenario.bench;

import org.jspecify.annotations.NullMarked;
