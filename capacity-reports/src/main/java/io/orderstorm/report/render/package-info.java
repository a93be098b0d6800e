/**
 * Shows a result: as JSON for machines, JUnit XML for build servers, Markdown for pull requests,
 * one HTML file for people, and CSV and HdrHistogram logs for further tools.
 *
 * <p>Idea: a renderer takes a {@link io.orderstorm.report.result.RunResult} and nothing else, and
 * computes nothing that is not already in it.
 *
 * <p>The HTML needs no network: uPlot (MIT, small, fast with long series, no dependencies) is
 * written into the file from its Maven artifact. XML comes from the JDK's stream writer, CSV from
 * Commons CSV, JSON from Jackson, so that escaping is theirs. Threads: renderers have no state.
 */
@NullMarked
package io.orderstorm.report.render;

import org.jspecify.annotations.NullMarked;
