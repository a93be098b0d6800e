/**
 * Runbooks put to the test: the incident is provoked in the reference pipeline under load, the
 * alert awaited, each step done by a machine at a person's pace, or by a person who is timed; then
 * the stated times are held against the measured ones.
 */
@NullMarked
package io.orderstorm.scenario.gameday;

import org.jspecify.annotations.NullMarked;
