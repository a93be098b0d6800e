/**
 * The run folder: where each record of a run is, how records get into its files and out again, and
 * the sums that show whether one was altered since.
 *
 * <p>Idea: a live run only appends. Every figure of a report is computed from the folder, so the
 * files describe themselves (docs/run-folder.md) and a reader needs nothing of the run but them. A
 * process that is killed leaves at most a truncated last record; readers tolerate it and say so.
 *
 * <p>Threads: writers may be shared by threads, readers may not. JSON is Jackson's, the library
 * that the result is written with too; record files are plain NIO channels with one large buffer,
 * which costs a producer callback less than 100 ns an append.
 */
@NullMarked
package io.orderstorm.report.folder;

import org.jspecify.annotations.NullMarked;
