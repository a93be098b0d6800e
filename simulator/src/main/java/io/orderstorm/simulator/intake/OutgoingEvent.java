package io.orderstorm.simulator.intake;

import io.orderstorm.simulator.event.EventType;

/**
 * A customer's event, ready to send, with what a journal writes down of it.
 *
 * @param key bytes of the partition key
 * @param keyIdentity the same key as a number: order number, customer index or SKU index
 * @param keySequence position among the events of this key, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // the producer wants arrays, and nobody compares events
public record OutgoingEvent(
    long orderNumber,
    EventType type,
    byte[] key,
    long keyIdentity,
    int keySequence,
    long amountMinor,
    String currency,
    byte[] value) {}
