/**
 * A hop on the way from our own clients to brokers that somebody else runs, so that faults can hit
 * that way and nobody else's.
 *
 * <p>Brokers tell clients their own addresses, which no TCP proxy can change. A hop stands behind a
 * link's proxy ({@code client → link → hop → broker}) and understands just enough of Kafka's
 * protocol to write the link's address in the place of the broker's; every other byte passes as it
 * is. {@link io.orderstorm.scenario.hop.KafkaHop} has a listener for each client role and broker.
 *
 * <p>Messages are read and written by kafka-clients' own generated classes, so that they are right
 * in every version that our clients speak; sockets are Netty's, which the links' proxies use too.
 * Each connection lives on one thread of Netty's.
 */
@NullMarked
package io.orderstorm.scenario.hop;

import org.jspecify.annotations.NullMarked;
