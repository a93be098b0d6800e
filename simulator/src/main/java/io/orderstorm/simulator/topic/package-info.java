/**
 * The topics of the pipeline: what they are called, who owns them, and how they are made.
 *
 * <p>{@code topics.yaml} names for each topic the owning team, the runbook, how long records stay
 * and the compatibility rule of its schemas; dead letters carry owner and runbook so that whoever
 * finds one knows whom to ask. Immutable; safe for any thread.
 */
@NullMarked
package io.orderstorm.simulator.topic;

import org.jspecify.annotations.NullMarked;
