package io.orderstorm.report.recount;

/** Where a record lies. */
record Place(String topic, int partition, long offset) {}
