package io.orderstorm.simulator.replay.plan;

import java.util.List;

/**
 * A topic as it was when the plan was made.
 *
 * @param id a topic that was made again under its name has another one
 * @param ends one more than the last offset of each partition
 */
public record TopicSeen(String name, String id, List<Long> ends) {

  public TopicSeen {
    ends = List.copyOf(ends);
  }

  /** How many partitions it has. */
  public int partitions() {
    return ends.size();
  }
}
