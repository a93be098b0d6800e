/**
 * Watching a run: the observer that records what happened on the topics, the alerts, and the
 * display for a person.
 *
 * <p>The observer reads every topic over the direct listeners, which no fault touches. Its records
 * are the truth that the analysis works on; its counters are only for the display and for knowing
 * when the pipeline is quiet.
 */
@NullMarked
package io.orderstorm.scenario.watch;

import org.jspecify.annotations.NullMarked;
