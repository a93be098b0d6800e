package io.orderstorm.report.analysis;

/** Where a record lies. */
record Position(String topic, int partition, long offset) {
  @Override
  public String toString() {
    return topic + "/" + partition + "@" + offset;
  }
}
