/**
 * From a run folder to a verdict: what the scenario in the folder promises is put into the
 * analysis's words, and the analysis is run. The live engine ends here, and {@code report} and
 * {@code verify} begin here.
 */
@NullMarked
package io.orderstorm.scenario.judge;

import org.jspecify.annotations.NullMarked;
