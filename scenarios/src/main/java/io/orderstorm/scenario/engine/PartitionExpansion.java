package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.model.Topics.Expansion;
import io.orderstorm.simulator.topic.StageName;
import java.util.Arrays;
import java.util.Map;

/** Gives a topic more partitions, once, when a group that reads it has lagged for long enough. */
final class PartitionExpansion {

  private static final long NOT_YET = Long.MAX_VALUE;

  private final Expansion expansion;
  private final int from;
  private final Runnable expand;
  private final RunLog log;
  private long aboveSince = NOT_YET;
  private boolean done;

  /**
   * @param from how many partitions the topic has until then
   * @param expand does it, and has those know who read the topic by its partitions
   */
  PartitionExpansion(Expansion expansion, int from, Runnable expand, RunLog log) {
    this.expansion = expansion;
    this.from = from;
    this.expand = expand;
    this.log = log;
  }

  /** Takes in a reading of the groups' lag. */
  void read(long nowNanos, Map<String, Long> lag) {
    if (done) {
      return;
    }
    long most =
        Arrays.stream(StageName.values())
            .filter(stage -> stage.reads().contains(expansion.topic()))
            .mapToLong(stage -> lag.getOrDefault(stage.group(), 0L))
            .max()
            .orElse(0);
    aboveSince = most > expansion.above() ? Math.min(aboveSince, nowNanos) : NOT_YET;
    if (aboveSince != NOT_YET && nowNanos - aboveSince >= expansion.holding().toNanos()) {
      done = true;
      expand.run();
      log.note(
          RunEvent.EXPANDED,
          Map.of("topic", expansion.topic(), "from", from, "to", expansion.to(), "lag", most));
    }
  }
}
