package io.orderstorm.simulator.replay.run;

/** Hears how far a run is, once a second. */
@FunctionalInterface
public interface ProgressListener {

  void progress(Status status);
}
