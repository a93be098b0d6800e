/**
 * The reference pipeline alone, for exploring: up until somebody takes it down. Who took it up
 * leaves a record of where everything is, which only the user may read, and by which it is found
 * and ended.
 *
 * <p>Jackson reads and writes the record.
 */
@NullMarked
package io.orderstorm.scenario.standing;

import org.jspecify.annotations.NullMarked;
