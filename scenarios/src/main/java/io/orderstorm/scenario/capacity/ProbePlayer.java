package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.ProbeFigures;

/** Makes probes: on a running pipeline, from records, or on a model of one. */
@FunctionalInterface
public interface ProbePlayer {

  /** Makes a probe and says what it came to. */
  ProbeFigures play(ProbeRequest request);
}
