/**
 * A real Kafka cluster in KRaft mode on this machine: one child JVM a broker, from Kafka's own
 * Maven artifacts.
 *
 * <p>Every client role has a listener of its own (design decision: a fault can then cut one role
 * off and leave the others alone, because a TCP proxy can't rewrite the addresses in Kafka's
 * metadata). Life: {@link io.orderstorm.simulator.broker.ClusterLayout} picks the ports → the
 * caller puts a link before a listener and {@linkplain
 * io.orderstorm.simulator.broker.ClusterLayout#advertise advertises} it → {@link
 * io.orderstorm.simulator.broker.EmbeddedCluster} starts.
 */
@NullMarked
package io.orderstorm.simulator.broker;

import org.jspecify.annotations.NullMarked;
