package io.orderstorm.simulator.stage;

/**
 * Something that happened in a stage.
 *
 * @param consumer index of the consumer in its process, from 0
 * @param topic of the record that was delivered (for an event in a retry topic: that topic); empty
 *     for what concerns no record or partition
 * @param partition −1 for what concerns none
 * @param offset −1 for what concerns none
 * @param orderNumber −1 for none
 * @param attempt attempts used up so far
 * @param detail what {@link StageEvent} says, otherwise 0
 */
public record StageRecord(
    long timeNanos,
    StageEvent event,
    int consumer,
    String topic,
    int partition,
    long offset,
    long orderNumber,
    int attempt,
    int detail) {}
