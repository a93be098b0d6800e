package io.orderstorm.scenario.engine;

import java.util.Map;
import java.util.Optional;

/** What a pipeline's keepers do about lag, besides waiting: each policy takes in every reading. */
final class Backpressure {

  private final Autoscaling scaling;
  private final BatchTuning batches;
  private final Optional<PartitionExpansion> expansion;

  Backpressure(Autoscaling scaling, BatchTuning batches, Optional<PartitionExpansion> expansion) {
    this.scaling = scaling;
    this.batches = batches;
    this.expansion = expansion;
  }

  /** Takes in a reading of the groups' lag. */
  void read(long nowNanos, Map<String, Long> lag) {
    scaling.read(nowNanos, lag);
    batches.read(lag);
    expansion.ifPresent(policy -> policy.read(nowNanos, lag));
  }
}
