package io.orderstorm.simulator.replay;

/**
 * Offsets of one partition.
 *
 * @param from the first that belongs to it
 * @param to the first that no longer does
 */
public record OffsetRange(String topic, int partition, long from, long to) {

  public OffsetRange {
    if (partition < 0 || from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "offsets go from 0 or more to a greater one, in a partition from 0, but are "
              + from
              + ".."
              + to
              + " in partition "
              + partition);
    }
  }

  /** Whether a record stands in it. */
  public boolean holds(String ofTopic, int ofPartition, long offset) {
    return partition == ofPartition && from <= offset && offset < to && topic.equals(ofTopic);
  }
}
