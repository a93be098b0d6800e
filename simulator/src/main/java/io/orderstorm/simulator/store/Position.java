package io.orderstorm.simulator.store;

/** Where a record stands. */
public record Position(String topic, int partition, long offset) {}
