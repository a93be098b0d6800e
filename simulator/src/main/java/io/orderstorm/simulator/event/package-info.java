/**
 * What travels on the topics: event types, their Avro schemas, identity and headers.
 *
 * <p>An event is Avro in the single-object encoding ({@code C3 01}, the CRC-64-AVRO fingerprint of
 * its schema, the data). Schemas are the versioned files {@code avro/<EventType>/v<n>.avsc}; every
 * one starts with the same record {@code meta}, so {@link
 * io.orderstorm.simulator.event.EventCodec#peek} reads an event's identity and cause without
 * knowing the rest. Reading and writing are hand-driven, because an order has to cost less than 10
 * µs from chance to socket and a generic datum alone costs that; a test holds every byte against
 * Avro's own writer and reader.
 *
 * <p>Units: amounts in minor units, {@code occurredAt} in microseconds since the epoch. Codec, ids
 * and headers are stateless and safe for any thread; an {@link
 * io.orderstorm.simulator.event.OrderEncoder} belongs to one.
 */
@NullMarked
package io.orderstorm.simulator.event;

import org.jspecify.annotations.NullMarked;
