package io.orderstorm.scenario.model;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The order intake's producer.
 *
 * @param acks {@code all}, {@code 1} or {@code 0}
 * @param deliveryTimeout after which an order without an acknowledgement is given up
 * @param maxBlock how long {@code send()} may block its caller
 * @param bufferBytes what the producer buffers before it blocks
 * @param mostUnanswered orders without an outcome at which the intake waits until half of them have
 *     one; empty for as many as the buffer holds
 */
public record Producer(
    String acks,
    boolean idempotence,
    Duration linger,
    Duration deliveryTimeout,
    Duration maxBlock,
    long bufferBytes,
    String compression,
    OptionalInt mostUnanswered) {}
