package io.orderstorm.report.recount;

/** Where a record lies. */
record Place(String topic, int partition, long offset) {

  /** Partition and offset are small numbers: a plain sum of them is the same for many places. */
  @Override
  public int hashCode() {
    long mixed = (offset * 0x9E3779B97F4A7C15L) ^ (partition * 0xC2B2AE3D27D4EB4FL);
    return (int) (mixed ^ (mixed >>> 32)) ^ topic.hashCode();
  }
}
