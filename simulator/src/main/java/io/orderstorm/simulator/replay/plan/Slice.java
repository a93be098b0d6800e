package io.orderstorm.simulator.replay.plan;

/**
 * What the scope holds of one partition.
 *
 * @param from offset of the first record in scope
 * @param to one more than the offset of the last
 * @param records in scope
 * @param bytes of the copies
 * @param sha256 over offset, key and value of every record in scope, in their order: finds records
 *     that retention or compaction took in between
 */
public record Slice(
    String topic, int partition, long from, long to, long records, long bytes, String sha256) {}
