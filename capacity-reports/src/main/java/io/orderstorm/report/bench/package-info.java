/**
 * How fast and how small the analysis is.
 *
 * <p>Idea: write the run folder of a run that never happened, of any size and with every stage, and
 * judge it; {@link io.orderstorm.report.bench.LedgerBench} prints time and heap. The folder is a
 * whole one, sums included, so what is measured is what {@code orderstorm report} does.
 *
 * <p>Units: as in the run folder. Threads: one.
 */
@NullMarked
package io.orderstorm.report.bench;

import org.jspecify.annotations.NullMarked;
